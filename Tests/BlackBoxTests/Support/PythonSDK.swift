import Foundation
import Testing

/// The protocol's official Python SDK, in an environment of its own below the build folder: made once, by the package
/// manager that comes with Python. A machine where that cannot be done fails the tests that need it.
actor PythonSDK {
  static let shared = PythonSDK()

  /// The version that is tested against; it speaks all revisions.
  static let package = "mcp==2.3.0"

  private var making: Task<String, any Error>?

  /// The path of a Python that has the SDK.
  func python() async throws -> String {
    if let making { return try await making.value }
    let task = Task { try await Self.make() }
    making = task
    return try await task.value
  }

  private static func make() async throws -> String {
    let folder = Products.folder + "/python-sdk"
    let python = folder + "/bin/python"
    let isThere = [
      python, "-c", "from importlib.metadata import version; assert 'mcp==' + version('mcp') == '\(package)'",
    ]
    if try await run(isThere).isEmpty { return python }
    for words in [
      ["python3", "-m", "venv", "--clear", folder],
      [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", package], isThere,
    ] {
      let problem = try await run(words)
      if !problem.isEmpty {
        throw Agent.Silent(description: "the SDK cannot be had: \(words.joined(separator: " ")): \(problem)")
      }
    }
    return python
  }

  /// Runs a program in this process's environment; what it said when it failed.
  private static func run(_ words: [String]) async throws -> String {
    let errors = FileManager.default.temporaryDirectory.path + "/tt-sdk-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: errors) }
    let child = try Child(
      "/usr/bin/env", words.map { Array($0.utf8) }, environment: ProcessInfo.processInfo.environment,
      output: .file("/dev/null"), errors: errors)
    let ending = await child.ending()
    if ending == .exit(0) { return "" }
    return "\(ending) \((try? String(contentsOfFile: errors, encoding: .utf8)) ?? "")"
  }
}
