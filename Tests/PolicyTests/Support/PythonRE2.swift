import Foundation

/// RE2 itself, by the Python package of its authors, in an environment of its own below the build folder: made once, by
/// the package manager that comes with Python. A machine where that cannot be done fails the tests that need it.
actor PythonRE2 {
  static let shared = PythonRE2()

  /// The version that is tested against.
  static let package = "google-re2==1.1.20251105"

  private var making: Task<String, any Error>?

  /// The lines a Python program prints that has RE2 as `re2` and reads these lines.
  func answers(to lines: [String], by program: String) async throws -> [Substring] {
    let python = try await python()
    return try await Self.run([python, "-X", "utf8", "-c", program], input: lines.map { $0 + "\n" }.joined())
      .split(separator: "\n", omittingEmptySubsequences: false).dropLast()
  }

  private func python() async throws -> String {
    if let making { return try await making.value }
    let task = Task { try await Self.make() }
    making = task
    return try await task.value
  }

  private static func make() async throws -> String {
    #if os(Linux)
      let bundle = URL(fileURLWithPath: try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
    #else
      let bundle = Bundle.allBundles.map(\.bundleURL).first { $0.pathExtension == "xctest" } ?? Bundle.main.bundleURL
    #endif
    let folder = bundle.deletingLastPathComponent().path + "/python-re2"
    let python = folder + "/bin/python"
    let isThere = [
      python, "-c",
      "from importlib.metadata import version; assert 'google-re2==' + version('google-re2') == '\(package)'",
    ]
    if (try? await run(isThere)) != nil { return python }
    for words in [
      ["python3", "-m", "venv", "--clear", folder],
      [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", package], isThere,
    ] {
      _ = try await run(words)
    }
    return python
  }

  /// Runs a program on a thread of its own; throws what it complained about when it failed.
  private static func run(_ words: [String], input: String = "") async throws -> String {
    try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread {
        continuation.resume(with: Result { try wait(words, input: input) })
      }
    }
  }

  private static func wait(_ words: [String], input: String) throws -> String {
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
    guard process.terminationStatus == 0 else {
      throw Unexpected("RE2 cannot be had: \(words.prefix(4).joined(separator: " ")): \(folder.read("errors") ?? "")")
    }
    return folder.read("output") ?? ""
  }
}
