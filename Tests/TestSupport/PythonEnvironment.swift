import Foundation

/// A Python with one package, in an environment of its own below the build folder: made once, by the package manager that
/// comes with Python. A machine where that cannot be done fails the tests that need it.
public actor PythonEnvironment {
  /// The official SDK of the Model Context Protocol; this version speaks all revisions.
  public static let mcp = PythonEnvironment("python-sdk", package: "mcp", version: "2.3.0")
  /// RE2 itself, by its authors.
  public static let re2 = PythonEnvironment("python-re2", package: "google-re2", version: "1.1.20251105")

  private let folder: String
  private let package: String
  private let version: String
  private var making: Task<String, any Error>?

  private init(_ name: String, package: String, version: String) {
    folder = Self.buildFolder + "/" + name
    self.package = package
    self.version = version
  }

  /// The path of the interpreter.
  public func python() async throws -> String {
    if let making { return try await making.value }
    let task = Task { try await self.make() }
    making = task
    return try await task.value
  }

  /// The lines that a program prints which reads other lines.
  public func answers(to lines: [String], by program: String) async throws -> [Substring] {
    let python = try await python()
    return try await Self.run([python, "-X", "utf8", "-c", program], input: lines.map { $0 + "\n" }.joined())
      .split(separator: "\n", omittingEmptySubsequences: false).dropLast()
  }

  private func make() async throws -> String {
    let python = folder + "/bin/python"
    let isThere = [
      python, "-c", "from importlib.metadata import version; assert version('\(package)') == '\(version)'",
    ]
    if (try? await Self.run(isThere)) != nil { return python }
    for words in [
      ["python3", "-m", "venv", "--clear", folder],
      [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "\(package)==\(version)"], isThere,
    ] {
      _ = try await Self.run(words)
    }
    return python
  }

  /// Where the build puts its products.
  private static var buildFolder: String {
    #if os(Linux)
      let bundle = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")).map {
        URL(fileURLWithPath: $0)
      }
    #else
      let bundle = Bundle.allBundles.map(\.bundleURL).first { $0.pathExtension == "xctest" }
    #endif
    return (bundle ?? Bundle.main.bundleURL).deletingLastPathComponent().path
  }

  /// Runs a program on a thread of its own; throws what it complained about when it failed.
  private static func run(_ words: [String], input: String = "") async throws -> String {
    try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread { continuation.resume(with: Result { try wait(words, input: input) }) }
    }
  }

  private static func wait(_ words: [String], input: String) throws -> String {
    let run = try ProgramRun(words, input: input)
    guard run.status == 0 else { throw Unexpected("\(words.prefix(6).joined(separator: " ")): \(run.errors)") }
    return run.output
  }
}
