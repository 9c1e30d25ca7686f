import Basics

/// Changes `config.json`: one setting, everything else as it was and in its order.
struct ConfigFile {
  let path: String
  private let folder: String

  init(folder: String) {
    self.folder = folder
    path = folder + "/config.json"
  }

  /// Puts a value in place.
  ///
  /// - Returns: false when it was there already.
  func set(_ value: JSONValue, at steps: [String]) throws(TTError) -> Bool {
    try change { $0.put(value, at: steps[...]) }
  }

  /// Takes a setting out, and objects that it leaves empty.
  ///
  /// - Returns: false when it was not there.
  func remove(_ steps: [String]) throws(TTError) -> Bool {
    guard try Settings.read(path)[steps] != nil else { return false }
    return try change { $0.put(nil, at: steps[...]) }
  }

  private func change(_ edit: (inout JSONObject) -> Void) throws(TTError) -> Bool {
    let lock = try lock()
    defer { withExtendedLifetime(lock) {} }
    let before = try Settings.read(path).document
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
      try Files.makeFolder(folder)
      return try FolderLock(folder)
    } catch {
      throw unwritable(error)
    }
  }

  /// Where the file really is: a link to it, as people keep who share their settings between machines, stays one.
  private var target: String { Files.resolved(path) ?? path }

  private func unwritable(_ error: SystemError) -> TTError {
    .config("\(path) cannot be written: \(error.reason)", hint: "check the folder's permissions and space")
  }
}

extension JSONObject {
  /// Sets the value that member names lead to, or takes it out. Objects in between are made, and go when empty.
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
