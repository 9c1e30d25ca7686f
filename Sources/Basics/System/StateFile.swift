/// The content of a state file: a value with an empty initial state and a JSON form.
public protocol StateFileContent {
  /// The content if no file exists yet.
  init()
  /// Reads the form that `json` writes; nil for anything else.
  init?(_ json: JSONValue)
  /// The file's content.
  var json: JSONValue { get }
}

/// A small JSON file in the state folder, shared by processes. It is replaced as a whole under the folder's lock, so a
/// change is either on disk or did not happen, and reading needs no lock.
public struct StateFile<Content: StateFileContent>: Sendable {
  /// The file's path.
  public let path: String
  /// Its name in messages, for example `limits file`.
  private let name: String
  /// The effect of removing a damaged file, for example `to start counting from zero`.
  private let afterRemoval: String

  /// A file in a state folder.
  ///
  /// - Parameters:
  ///   - name: its name in messages, for example `limits file`.
  ///   - afterRemoval: the effect of removing a damaged file, for example `to start counting from zero`.
  public init(path: String, name: String, afterRemoval: String) {
    self.path = path
    self.name = name
    self.afterRemoval = afterRemoval
  }

  /// The content; empty if no file exists yet.
  ///
  /// - Throws: `config` if the file cannot be read, is a symbolic link, or is damaged.
  public func read() throws(TTError) -> Content {
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
        hint: "to set it aside: mv '\(path)' '\(path).old'")
    }
    guard let bytes else { return Content() }
    guard let json = try? JSONValue.parse(bytes), let content = Content(json) else {
      throw .config("the \(name) \(path) is damaged", hint: "remove it \(afterRemoval): rm '\(path)'")
    }
    return content
  }

  /// Replaces the content. The lock proves that the folder's lock is held.
  ///
  /// - Parameter flushed: false for what need not survive a power failure.
  public func write(_ content: Content, _ lock: borrowing FolderLock, flushed: Bool = true) throws(TTError) {
    do throws(SystemError) {
      try Files.writeAtomically(path, with: Array((content.json.compact + "\n").utf8), flushed: flushed)
    } catch {
      throw .config(
        "the \(name) \(path) cannot be written: \(error.reason)", hint: "check the folder's permissions and free space")
    }
  }
}

extension FolderLock {
  /// Waits for the lock of a state folder, which is created if missing.
  ///
  /// - Parameter failure: begins the message, which goes on with the folder and what is in the way.
  /// - Throws: `config` with what is in the way, and the process that holds the lock where the system tells.
  public init(
    state folder: String, waiting patience: Patience, or failure: String = "the state folder "
  ) throws(TTError) {
    do throws(SystemError) {
      try self.init(making: folder, waiting: patience)
    } catch {
      let obstacle = Files.obstacle(to: folder, error)
      throw .config(
        failure + obstacle.text,
        remedy: obstacle.unlocking ?? .makeStateFolderWritable(path: obstacle.correctable))
    }
  }
}
