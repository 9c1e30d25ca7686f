import Basics
#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension Reading {
  /// How entries show their time zone, and which names of zones are accepted.
  static let zoneRules: [Reading: ReadingRule] = [
    .profileZoneLabel: .entries("entries keep their times but bear the zone of the user's profile") {
      entry, names, handler in entry[names.zone] = .string(handler.userZone.gmtText)
    },
    .profileZoneConverted: .entries("entries are converted to the zone of the user's profile") {
      entry, names, handler in
      guard let zone = entry[names.zone]?.string.flatMap(UTCOffset.init(_:)) else { return }
      for name in [names.start, names.end] {
        guard let time = entry[name]?.string.flatMap(LocalTime.init(serviceText:)) else { continue }
        entry[name] = .string(LocalTime(time.instant(at: zone), at: handler.userZone).text)
      }
      entry[names.zone] = .string(handler.userZone.gmtText)
    },
    .blankZoneSign: label("with a blank in place of the plus sign (GMT 01:00)") {
      $0.gmtText.replacing(scalar: "+", with: " ")
    },
    .shortZone: label("without minutes and leading zeros (GMT+1)") { zone in
      let (hours, minutes) = (abs(zone.seconds) / 3600, abs(zone.seconds) / 60 % 60)
      let sign = zone.seconds < 0 ? "-" : "+"
      return "GMT\(sign)\(hours)" + (minutes == 0 ? "" : ":" + minutes.padded(2))
    },
    .utcZone: label("with the prefix UTC (UTC+01:00)") { "UTC" + $0.gmtText.dropFirst(3) },
    .bareZone: label("without a prefix (+01:00)") { String($0.gmtText.dropFirst(3)) },
    .ianaZone: .entries("entries show the name of the zone of the user's profile (Europe/Berlin)") {
      entry, names, handler in entry[names.zone] = .string(handler.workspace.timeZone)
    },
    .nullZone: .entries("entries show null for their zone") { entry, names, _ in entry[names.zone] = .null },
    .ianaZoneParameter: .before("the parameter timezone takes names such as Europe/Berlin") { handler in
      if let name = try handler.parameters.text("timezone"), name.contains("/"),
        let zone = MachineZone.named(name)
      {
        handler.parameters.set("timezone", to: zone.offset(at: handler.now).gmtText)
      }
      return nil
    },
  ]

  private static func label(_ how: String, _ text: @escaping @Sendable (UTCOffset) -> String) -> ReadingRule {
    .entries("entries show their zone \(how)") { entry, names, _ in
      if let zone = entry[names.zone]?.string.flatMap(UTCOffset.init(_:)) { entry[names.zone] = .string(text(zone)) }
    }
  }
}
