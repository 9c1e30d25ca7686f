import Basics
import Foundation

/// The file a workspace is kept in between two runs.
struct WorkspaceStore: Sendable {
  let path: String

  /// The workspace in the file; nil when there is no file yet. Throws when the file is there but cannot be used.
  func load() throws(TTError) -> Workspace? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw .config("cannot read the state file \(path)")
    }
    do {
      return try Workspace(stored: JSONValue.parse([UInt8](data)))
    } catch let error as JSONSyntaxError {
      throw .config("the state file \(path) is no JSON: line \(error.line), column \(error.column): \(error.message)")
    } catch {
      throw .config("the state file \(path) holds no workspace: \(error)")
    }
  }

  /// Saves a workspace: written beside the file, then renamed, so that the file is always whole.
  func save(_ workspace: Workspace) throws(TTError) {
    let draft = "\(path).\(ProcessInfo.processInfo.processIdentifier)"
    let data = Data((workspace.stored.compact + "\n").utf8)
    guard FileManager.default.createFile(atPath: draft, contents: data, attributes: [.posixPermissions: 0o600]),
      rename(draft, path) == 0
    else {
      let reason = String(cString: strerror(errno))
      unlink(draft)
      throw .config("cannot write the state file \(path): \(reason)")
    }
  }
}
