import Basics

/// Changes single settings in `config.json`. The rest of the file keeps its content and order.
struct ConfigFile {
  let path: String
  private let folder: String

  init(folder: String) {
    self.folder = folder
    path = folder + "/config.json"
  }

  /// Sets a value.
  ///
  /// - Returns: false if it was set already.
  /// - Throws: `.config` when the file is invalid or cannot be written.
  func set(_ value: JSONValue, at steps: [String]) throws(TTError) -> Bool {
    try change { $0.put(value, at: steps[...]) }
  }

  /// Removes a setting, and the objects that become empty by it.
  ///
  /// - Returns: false if it was not set.
  /// - Throws: `.config` when the file is invalid or cannot be written.
  func remove(_ steps: [String]) throws(TTError) -> Bool {
    guard try Settings.read(path)[steps] != nil else { return false }
    return try change { $0.put(nil, at: steps[...]) }
  }

  private func change(_ edit: (inout JSONObject) -> Void) throws(TTError) -> Bool {
    let lock = try lock()
    defer { withExtendedLifetime(lock) {} }
    let before = try Settings.read(path).document
    if let status = Files.status(target), status.mode & 0o200 == 0 {
      throw .config("\(target) is not writable", hint: "chmod u+w \(Shell.quoted(target))")
    }
    var document = before
    edit(&document)
    if document == before { return false }
    do throws(SystemError) {
      try Files.writeAtomically(target, with: Array((JSONValue.object(document).pretty + "\n").utf8))
    } catch {
      throw unwritable(error)
    }
    return true
  }

  private func lock() throws(TTError) -> FolderLock {
    do throws(SystemError) {
      return try FolderLock(making: folder)
    } catch {
      let obstacle = Files.obstacle(to: folder, error)
      let chmod = obstacle.correctable.map { "make it writable with chmod u+rwx \(Shell.quoted($0)), or " } ?? ""
      throw .config(
        "the config folder " + obstacle.text,
        remedy: obstacle.unlocking ?? .advice(chmod + "set XDG_CONFIG_HOME to a folder that is"))
    }
  }

  /// The file to write: the target if `config.json` is a link, as it is for people who keep their settings elsewhere.
  private var target: String { Files.resolved(path) ?? path }

  private func unwritable(_ error: SystemError) -> TTError {
    .config("\(path) cannot be written: \(error.reason)", hint: "check the folder's permissions and space")
  }
}

extension JSONObject {
  /// Sets or removes the value at a path of member names. Objects on the path are created, and removed when empty.
  fileprivate mutating func put(_ value: JSONValue?, at steps: ArraySlice<String>) {
    guard let first = steps.first else { return }
    if steps.count == 1 {
      self[first] = value
    } else {
      var inner = self[first]?.object ?? JSONObject()
      inner.put(value, at: steps.dropFirst())
      self[first] = inner.isEmpty ? nil : .object(inner)
    }
  }
}
