import Basics

/// What a state file holds: a value with an empty beginning and a JSON form.
protocol StateFileContent {
  /// What holds when there is no file yet.
  init()
  /// Reads what `json` writes; nil for anything else.
  init?(_ json: JSONValue)
  /// The file's content.
  var json: JSONValue { get }
}

extension Counters: StateFileContent {}
extension Approvals: StateFileContent {}

/// A small JSON file of the state folder that processes share: read without a lock, since it is replaced whole, and
/// replaced under the folder's lock, so that a change is either on the disk or did not happen.
struct StateFile<Content: StateFileContent>: Sendable {
  /// The file's path.
  let path: String
  /// What messages call it, for example `limits file`.
  let name: String
  /// What removing a damaged one leads to, for example `to start counting anew`.
  let afterRemoval: String

  /// The content; an empty one when there is no file yet.
  ///
  /// - Throws: `config` when it cannot be read, is a link, or is damaged.
  func read() throws(TTError) -> Content {
    let bytes: [UInt8]?
    do throws(SystemError) {
      bytes = try Files.read(path, followLinks: false)
    } catch {
      if error.code == ELOOP {
        throw .config(
          "the \(name) \(path) is a symbolic link, which is not followed",
          hint: "remove the link \(afterRemoval): rm '\(path)'")
      }
      throw .config(
        "the \(name) \(path) cannot be read: \(error.reason)",
        hint: "all calls are refused without it; to set it aside: mv '\(path)' '\(path).old'")
    }
    guard let bytes else { return Content() }
    guard let json = try? JSONValue.parse(bytes), let content = Content(json) else {
      throw .config("the \(name) \(path) is damaged", hint: "remove it \(afterRemoval): rm '\(path)'")
    }
    return content
  }

  /// Replaces the content. The folder's lock must be held, which the parameter proves.
  func write(_ content: Content, _ lock: borrowing FolderLock) throws(TTError) {
    do throws(SystemError) {
      try Files.writeAtomically(path, with: Array((content.json.compact + "\n").utf8))
    } catch {
      throw .config(
        "the \(name) \(path) cannot be written: \(error.reason)", hint: "check the folder's permissions and free space")
    }
  }
}
