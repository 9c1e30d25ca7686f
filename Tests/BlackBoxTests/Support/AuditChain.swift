import Foundation
import Testing

/// Verifies the audit log with a SHA-256 implementation other than tt's.
enum AuditChain {
  /// Verifies a whole log: each line ends with the hash of the rest of the line, and contains the hash of the previous
  /// line.
  static func verify(_ log: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let lines = log.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.last == "", "the log ends with a line end", sourceLocation: sourceLocation)
    let bodies = try lines.dropLast().map { line in
      let member = try #require(line.range(of: ",\"hash\":\"", options: .backwards), sourceLocation: sourceLocation)
      return String(line[..<member.lowerBound]) + "}"
    }
    let hashes = try sha256(bodies)
    #expect(hashes.count == bodies.count, sourceLocation: sourceLocation)
    var previous = String(repeating: "0", count: 64)
    for (index, line) in lines.dropLast().enumerated() {
      let record = try JSON(String(line))
      #expect(record["prev"]?.string == previous, "line \(index + 1)", sourceLocation: sourceLocation)
      #expect(record["hash"]?.string == hashes[index], "line \(index + 1)", sourceLocation: sourceLocation)
      #expect(record["seq"]?.int == index + 1, sourceLocation: sourceLocation)
      previous = hashes[index]
    }
  }

  /// The hashes of texts, by the system's own program.
  private static func sha256(_ texts: [String]) throws -> [String] {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tt-chain-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let files = texts.indices.map { folder.appendingPathComponent(String($0)) }
    for (file, text) in zip(files, texts) { try Data(text.utf8).write(to: file) }
    guard !files.isEmpty else { return [] }
    let process = Process()
    #if os(Linux)
      process.executableURL = URL(fileURLWithPath: "/usr/bin/sha256sum")
      process.arguments = files.map(\.path)
    #else
      process.executableURL = URL(fileURLWithPath: "/usr/bin/shasum")
      process.arguments = ["-a", "256"] + files.map(\.path)
    #endif
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return output.split(separator: "\n").map { String($0.prefix(64)) }
  }
}
