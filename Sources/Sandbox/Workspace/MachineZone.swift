import Basics
#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

// Only its identifier and fixed offsets are used: what Foundation needs to know of named zones is larger than all else in
// the sandbox.
#if canImport(FoundationEssentials)
  /// Foundation's time zone, by which a test chooses one.
  public typealias SandboxZone = FoundationEssentials.TimeZone
#else
  /// Foundation's time zone, by which a test chooses one.
  public typealias SandboxZone = Foundation.TimeZone
#endif

/// Time zones, from the machine's zone files.
enum MachineZone {
  /// The name of the machine's zone: from `TZ`, else from where `/etc/localtime` points, else GMT.
  static var name: String {
    if let name = ProcessInfo.processInfo.environment["TZ"], named(name) != nil { return name }
    let target = (Files.resolved("/etc/localtime") ?? "").split(separator: "/")
    guard let folder = target.firstIndex(of: "zoneinfo") else { return "GMT" }
    let name = target[(folder + 1)...].joined(separator: "/")
    return named(name) == nil ? "GMT" : name
  }

  /// The zone with an IANA name; nil if there is none.
  static func named(_ name: String) -> Basics.TimeZone? {
    Basics.TimeZone.installed(name) { try? Files.read($0, limit: 1 << 20) }
  }

  /// The offset of a zone, or of the machine's, at a date.
  static func offset(of zone: SandboxZone?, at date: Date) -> UTCOffset {
    named(zone?.identifier ?? name)?.offset(at: Instant(date))
      ?? UTCOffset(seconds: zone?.secondsFromGMT(for: date) ?? 0)
  }
}
