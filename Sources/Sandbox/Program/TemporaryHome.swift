import Basics
import Foundation

/// A fresh folder, open to its owner only, that stands in for the user's XDG directories.
struct TemporaryHome {
  /// The folder's path.
  let path: String

  /// Makes the folder under `TMPDIR` (or `/tmp`) with one directory per XDG variable.
  init() throws(TTError) {
    var template = Array((FileManager.default.temporaryDirectory.path + "/tt-sandbox.XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else {
      throw .config("cannot make a temporary folder: \(String(cString: strerror(errno)))")
    }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    for directory in environment.map(\.value) where mkdir(directory, 0o700) != 0 {
      throw .config("cannot make \(directory): \(String(cString: strerror(errno)))")
    }
  }

  /// The XDG variables that lead into the folder.
  var environment: [(name: String, value: String)] {
    ["config", "state", "cache", "data"].map { ("XDG_\($0.uppercased())_HOME", "\(path)/\($0)") }
  }

  /// Removes the folder and all that was put there.
  func remove() { try? FileManager.default.removeItem(atPath: path) }
}
