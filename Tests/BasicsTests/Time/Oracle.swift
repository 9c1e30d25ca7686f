import Basics
import Foundation
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// What other programs on this machine know about zones.
enum Oracle {
  static let zones = [
    "Asia/Kolkata", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/St_Johns", "Asia/Kathmandu",
    "Africa/Casablanca", "UTC", "Europe/Dublin", "America/Sao_Paulo", "Pacific/Apia", "Pacific/Auckland",
  ]

  static func readFile(_ path: String) -> [UInt8]? {
    FileManager.default.contents(atPath: path).map { Array($0) }
  }

  static let hasZoneFiles = readFile("/usr/share/zoneinfo/Europe/Berlin") != nil

  static let hasPython = runPython("import zoneinfo; zoneinfo.ZoneInfo('Europe/Berlin')") != nil

  /// Runs Python with a program on stdin; nil when it fails.
  static func runPython(_ program: String) -> String? {
    run("/usr/bin/env", ["python3", "-"], input: program)
  }

  struct Failed: Error {}

  /// What a Python program prints that reads these lines.
  static func runPython(_ program: String, lines: [String]) throws -> String {
    let words = ["python3", "-X", "utf8", "-c", program]
    guard let output = run("/usr/bin/env", words, input: lines.map { $0 + "\n" }.joined()) else { throw Failed() }
    return output
  }

  /// Runs a program; nil when it cannot start or exits with another code than 0.
  static func run(_ program: String, _ arguments: [String], input: String = "", tz: String? = nil) -> String? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    if let tz {
      process.environment = ["TZ": tz, "LC_ALL": "C", "PATH": "/usr/bin:/bin"]
    }
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("tt-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    guard (try? Data(input.utf8).write(to: file)) != nil, let source = try? FileHandle(forReadingFrom: file) else {
      return nil
    }
    let output = Pipe()
    process.standardInput = source
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return process.terminationStatus == 0 ? String(decoding: data, as: UTF8.self) : nil
  }

  #if canImport(Glibc)
    static let hasGNUDate = run("/bin/date", ["-d", "@0", "+%::z"]) != nil

    /// What glibc says the offset is, in a child that has `TZ` set; nil without GNU date.
    static func glibcOffsets(_ instants: [Int], zone: String) -> [Int]? {
      let input = instants.map { "@\($0)\n" }.joined()
      guard let text = run("/bin/date", ["-f", "-", "+%::z"], input: input, tz: zone) else { return nil }
      return text.split(separator: "\n").map { line in
        let parts = line.dropFirst().split(separator: ":").compactMap { Int($0) }
        let size = parts[0] * 3600 + parts[1] * 60 + parts[2]
        return line.hasPrefix("-") ? -size : size
      }
    }
  #endif
}

/// Foundation has a type of that name, too.
typealias Zone = Basics.TimeZone

func zone(_ name: String) throws -> Zone { try #require(Zone.load(named: name, readFile: Oracle.readFile)) }

func wall(_ text: String) throws -> LocalTime { try #require(LocalTime(text)) }
