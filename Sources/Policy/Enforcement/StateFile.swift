import Basics

/// A small JSON file of the state folder that processes share: read without a lock, since it is replaced whole, and
/// replaced under the folder's lock, so that a change is either on the disk or did not happen.
struct StateFile: Sendable {
  /// The file's path.
  let path: String
  /// What messages call it, for example `limits file`.
  let name: String
  /// What removing a damaged one leads to, for example `to start counting anew`.
  let remedy: String

  /// What `decode` makes of the content; nil when there is no file yet.
  ///
  /// - Throws: `config` when it cannot be read, is a link, or `decode` makes nothing of it.
  func read<Content>(_ decode: (JSONValue) -> Content?) throws(TTError) -> Content? {
    let bytes: [UInt8]?
    do throws(SystemError) {
      bytes = try Files.read(path, followLinks: false)
    } catch {
      if error.code == ELOOP {
        throw .config(
          "the \(name) \(path) is a symbolic link, which tt does not follow",
          hint: "remove the link \(remedy): rm '\(path)'")
      }
      throw .config(
        "the \(name) \(path) cannot be read: \(error.reason)",
        hint: "no call is made without it; to set it aside: mv '\(path)' '\(path).old'")
    }
    guard let bytes else { return nil }
    guard let json = try? JSONValue.parse(bytes), let content = decode(json) else {
      throw .config("the \(name) \(path) is damaged", hint: "remove it \(remedy): rm '\(path)'")
    }
    return content
  }

  /// Replaces the content. The folder's lock must be held, which the parameter proves.
  func write(_ content: JSONValue, _ lock: borrowing FolderLock) throws(TTError) {
    do throws(SystemError) {
      try Files.writeAtomically(path, with: Array((content.compact + "\n").utf8))
    } catch {
      throw .config(
        "the \(name) \(path) cannot be written: \(error.reason)", hint: "check the folder's permissions and space")
    }
  }
}
