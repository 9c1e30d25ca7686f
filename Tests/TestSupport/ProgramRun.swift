import Foundation

/// A program that ended, with what it wrote.
struct ProgramRun {
  let status: Int32
  let output: String
  let errors: String

  /// Runs a program, found in PATH, and waits for its end. Its streams are files, which never fill up as pipes do.
  init(_ words: [String], input: String) throws {
    let folder = try TempFolder()
    for (name, text) in [("input", input), ("output", ""), ("errors", "")] { try folder.write(name, text) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = words
    process.standardInput = FileHandle(forReadingAtPath: folder.path + "/input")
    process.standardOutput = FileHandle(forWritingAtPath: folder.path + "/output")
    process.standardError = FileHandle(forWritingAtPath: folder.path + "/errors")
    try process.run()
    process.waitUntilExit()
    status = process.terminationStatus
    output = folder.read("output") ?? ""
    errors = folder.read("errors") ?? ""
  }
}
