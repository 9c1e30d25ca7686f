import Basics
#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A temporary folder, mode 0700, that takes the place of the user's XDG directories.
struct TemporaryHome {
  private let path: String

  /// Creates the folder in `TMPDIR` (or `/tmp`), with a subfolder for each XDG variable.
  ///
  /// - Throws: a configuration error when a folder cannot be created.
  init() throws(TTError) {
    var template = Array((FileManager.default.temporaryDirectory.path + "/tt-sandbox.XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else {
      throw .config("cannot create a temporary folder: \(SystemError("").reason)")
    }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    for (_, folder) in environment {
      do { try Files.makeFolder(folder) } catch { throw .config("cannot create \(folder): \(error.reason)") }
    }
  }

  /// The XDG variables that refer to the folder.
  var environment: [(name: String, value: String)] {
    ["config", "state", "cache", "data"].map { ("XDG_\($0.uppercased())_HOME", "\(path)/\($0)") }
  }

  /// Deletes the folder and its contents.
  func remove() { try? FileManager.default.removeItem(atPath: path) }
}
