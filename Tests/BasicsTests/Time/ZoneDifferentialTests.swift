import Basics
import Foundation
import TestSupport
import Testing

/// Every zone of this machine beside the module of Python.
@Suite("All zones compared with Python", .waiting, .enabled(if: Oracle.hasZoneFiles && Oracle.hasPython))
struct ZoneDifferentialTests {
  /// What Python says of the zones whose files are the same.
  private struct Answer: Decodable {
    var names: [String]
    /// Instants, each with its offset.
    var offsets: [Int]
    /// Wall clocks (as seconds on them since 1970), each with how many instants they are, and two of those; of one that
    /// is skipped the first is the end of the gap.
    var walls: [Int]
  }

  /// Checks every file that is not a copy: at random points from 1900 to 2100, and closely at all changes in between,
  /// those of the files and, of three random years after them, those of the rule.
  ///
  /// The files below `right` count leap seconds, which Python does not take out; one of them is added to the names of
  /// each file it should agree with.
  private static let program = """
    import json, os, random, struct, sys
    from datetime import datetime, timedelta, timezone
    from zoneinfo import ZoneInfo

    folder = "/usr/share/zoneinfo/"
    dice = random.Random(1883)
    epoch = datetime(1970, 1, 1)
    start = int((datetime(1900, 1, 1) - epoch).total_seconds())
    end = int((datetime(2100, 1, 1) - epoch).total_seconds())

    def listed(bytes):
        def header(place):
            return struct.unpack(">6l", bytes[place + 20:place + 44])
        universals, standards, leaps, times, types, characters = header(0)
        place = 44 + times * 5 + types * 6 + characters + leaps * 8 + standards + universals
        times = header(place)[3]
        return struct.unpack(f">{times}q", bytes[place + 44:place + 44 + times * 8])

    def of_rule(offset):
        for year in dice.sample(range(2038, 2100), 3):
            first = int((datetime(year, 1, 1) - epoch).total_seconds())
            for low in range(first, first + 366 * 86400, 7 * 86400):
                high = low + 7 * 86400
                if offset(low) != offset(high):
                    while high - low > 1:
                        middle = (low + high) // 2
                        low, high = (middle, high) if offset(middle) == offset(low) else (low, middle)
                    yield high

    files = {}
    for path, _, names in os.walk(folder):
        for name in names:
            path_of_name = os.path.join(path, name)
            with open(path_of_name, "rb") as file:
                bytes = file.read()
            if bytes[:4] == b"TZif" and not path_of_name.startswith(folder + "right/"):
                files.setdefault(bytes, []).append(path_of_name[len(folder):])

    answers = []
    for bytes, names in sorted(files.items(), key=lambda item: min(item[1])):
        with open(folder + names[0], "rb") as file:
            zone = ZoneInfo.from_file(file)

        def offset(instant):
            return int(datetime.fromtimestamp(instant, zone).utcoffset().total_seconds())

        offsets, walls = [], []

        def look(instant):
            offsets.extend((instant, offset(instant)))

        def look_at_wall(wall, change=None):
            found = set()
            for fold in (0, 1):
                shown = epoch + timedelta(seconds=wall)
                point = shown.replace(tzinfo=zone, fold=fold).astimezone(timezone.utc)
                if point.astimezone(zone).replace(tzinfo=None) == shown:
                    found.add(int(point.timestamp()))
            if not found and change is None:
                return
            first, *rest = sorted(found) or [change]
            walls.extend((wall, len(found), first, rest[0] if rest else 0))

        for _ in range(20):
            look(dice.randrange(start, end))
            look_at_wall(dice.randrange(start, end))
        for change in sorted(set(listed(bytes)) | set(of_rule(offset))):
            if not start <= change < end:
                continue
            look(change - 1)
            look(change)
            low, high = sorted((change + offset(change - 1), change + offset(change)))
            for wall in dice.sample((low - 1, low, dice.randint(low, high), high - 1, high), 2):
                look_at_wall(wall, change)
        names = sorted(names)
        names += ["right/" + name for name in names if os.path.exists(folder + "right/" + name)][:1]
        answers.append({"names": names, "offsets": offsets, "walls": walls})
    json.dump(answers, sys.stdout)
    """

  /// 2025-01-01.
  private static let knownLeaps = 1_735_689_600

  @Test("offsets and the instants of local times agree with Python: all zones, all changes of two centuries")
  func zones() throws {
    let text = try Oracle.runPython(Self.program, lines: [])
    let answers = try JSONDecoder().decode([Answer].self, from: Data(text.utf8))
    #expect(answers.count > 200)
    var differences = Differences()
    for answer in answers {
      for name in answer.names.filter({ $0.hasPrefix("right/") }) + [answer.names[0]] {
        let zone = try zone(name)
        for index in stride(from: 0, to: answer.offsets.count, by: 2) {
          let (instant, expected) = (Instant(seconds: answer.offsets[index]), answer.offsets[index + 1])
          // Files with leap seconds end where it is not known yet whether there will be one.
          if name.hasPrefix("right/"), instant.seconds > Self.knownLeaps { continue }
          let offset = zone.offset(at: instant).seconds
          if offset != expected {
            differences.note("\(name) at \(instant.rfc3339): \(offset), Python says \(expected)")
          }
        }
      }
      let zone = try zone(answer.names[0])
      for index in stride(from: 0, to: answer.walls.count, by: 4) {
        let expected = Array(answer.walls[index + 2...index + 3])
        Self.check(zone, wall: answer.walls[index], expected, count: answer.walls[index + 1], &differences)
      }
    }
    differences.report()
  }

  private static func check(
    _ zone: Zone, wall: Int, _ expected: [Int], count: Int, _ differences: inout Differences
  ) {
    let local = LocalTime(Instant(seconds: wall), at: UTCOffset(seconds: 0))
    let found = zone.instants(of: local).map(\.seconds)
    if found != Array(expected.prefix(count)) {
      differences.note("\(zone.name), \(local.text): \(found), Python says \(expected.prefix(count))")
    }
    // What is made of a wall clock that was given: the first of two, none that is skipped.
    do throws(TTError) {
      guard let written = TimeExpression(local.text) else { return differences.note("\(local.text) cannot be read") }
      let moment = try written.resolve(now: Instant(seconds: 0), in: zone)
      if moment.instant.seconds != expected[0] || moment.isRepeatedHour != (count == 2) {
        differences.note("\(zone.name), \(local.text) is taken for \(moment)")
      }
    } catch {
      let next = zone.local(at: Instant(seconds: expected[0])).text
      if count > 0 || !error.message.hasSuffix(next) {
        differences.note("\(zone.name), \(local.text): \(error.message); Python says \(count > 0 ? "it exists" : next)")
      }
    }
  }
}
