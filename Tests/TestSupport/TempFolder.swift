import Foundation

/// A folder that goes away with the test.
public final class TempFolder: Sendable {
  /// Its path.
  public let path: String

  /// Makes an empty folder, 0700.
  public init() throws {
    path = Self.newPath()
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
  }

  /// A path at which nothing is. What is made there goes away with this process at the latest.
  public static func newPath() -> String { root + "/" + UUID().uuidString }

  private static let root: String = {
    let path = FileManager.default.temporaryDirectory.path + "/tt-test-\(getpid())"
    try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    atexit { try? FileManager.default.removeItem(atPath: TempFolder.root) }
    return path
  }()

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file, and makes the folders it is in.
  public func write(_ name: String, _ text: String) throws {
    let url = URL(fileURLWithPath: path + "/" + name)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  /// A file's text; nil when there is none.
  public func read(_ name: String) -> String? {
    FileManager.default.contents(atPath: path + "/" + name).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The names in the folder, sorted.
  public var names: [String] { (try? FileManager.default.contentsOfDirectory(atPath: path).sorted()) ?? [] }

  /// The permission bits of a file; nil when there is none.
  public func mode(_ name: String) -> Int? {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path + "/" + name)
    return (attributes?[.posixPermissions] as? NSNumber)?.intValue
  }
}
