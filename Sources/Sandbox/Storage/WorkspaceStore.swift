import Basics

/// The file that keeps a workspace between two runs. Only one sandbox at a time may use a file.
struct WorkspaceStore: Sendable {
  let path: String

  /// Loads the workspace; nil when the file does not exist.
  ///
  /// - Throws: a configuration error when the file cannot be read or contains no valid workspace.
  func load() throws(TTError) -> Workspace? {
    let bytes: [UInt8]?
    do { bytes = try Files.read(path, limit: .max) } catch {
      throw .config("cannot read the state file \(path): \(error.reason)")
    }
    guard let bytes else { return nil }
    do {
      return try Workspace(stored: JSONValue.parse(bytes))
    } catch let error as JSONSyntaxError {
      throw .config(
        "the state file \(path) is not valid JSON: line \(error.line), column \(error.column): \(error.message)")
    } catch {
      throw .config("the state file \(path) does not contain a valid workspace: \(error)")
    }
  }

  /// Saves a workspace. The file is replaced atomically but not flushed to disk.
  ///
  /// - Throws: a configuration error when the file cannot be written.
  func save(_ workspace: Workspace) throws(TTError) {
    do {
      try Files.writeAtomically(path, with: Array((workspace.stored.compact + "\n").utf8), flushed: false)
    } catch {
      throw .config("cannot write the state file \(path): \(error.reason)")
    }
  }
}
