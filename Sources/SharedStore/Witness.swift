import Basics
import Policy

/// The last record that a store told this machine of, kept in a small file of the state folder.
///
/// A chain cannot show that it was made anew as a whole, nor that its end is missing. A client that remembers can: every
/// claim names this record, and the store has to have it.
struct Witness: Sendable {
  /// The path of the file.
  let path: String
  private let folder: String

  /// The witness for one store.
  ///
  /// - Parameter location: the store's address without secrets.
  init(folder: String, location: String) {
    self.folder = folder
    path = folder + "/store." + SHA256.hex(location.utf8).prefix(16) + ".head.json"
  }

  /// The record; nil if the store has told of none yet.
  ///
  /// - Throws: `config` if the file is damaged.
  func last() throws(TTError) -> ChainHead? {
    switch CheckpointFile.read(path) {
    case .missing: return nil
    case .content(let content): return content.last
    case .damaged:
      throw .config(
        "\(path) is damaged: it names the last record that the shared store told of",
        hint: "verify the audit log, then remove the file")
    }
  }

  /// Keeps a record, unless a later one or one that cannot be read is kept. Nothing depends on it: where it cannot be kept,
  /// calls proceed.
  func keep(_ head: ChainHead) {
    switch CheckpointFile.read(path) {
    case .damaged: return
    case .content(let content) where content.last.number >= head.number: return
    case .missing, .content: break
    }
    try? Files.makeFolder(folder)
    CheckpointFile(path).write(CheckpointFile.Content(last: head, start: 1))
  }
}
