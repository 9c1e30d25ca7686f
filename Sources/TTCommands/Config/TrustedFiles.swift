import Basics

/// The `.tt.json` files whose content was trusted: `trusted.json` in the state folder has the hash of each.
struct TrustedFiles {
  private let folder: String
  private let patience: Patience
  private let file: StateFile<Content>

  struct Content: StateFileContent {
    /// SHA-256 of the trusted content, in hexadecimal, by absolute path.
    var hashes: [String: String] = [:]
  }

  init(folder: String, patience: Patience) {
    self.folder = folder
    self.patience = patience
    file = StateFile(path: folder + "/trusted.json", name: "list of trusted files", afterRemoval: "to trust none")
  }

  /// True if exactly this content was trusted at this path.
  func trusts(_ bytes: [UInt8], at path: String) throws(TTError) -> Bool {
    try file.read().hashes[path] == SHA256.hex(bytes)
  }

  /// Trusts a content at a path; nil trusts none there.
  ///
  /// - Returns: false if that was so already.
  func trust(_ bytes: [UInt8]?, at path: String) throws(TTError) -> Bool {
    let lock = try FolderLock(state: folder, waiting: patience)
    var content = try file.read()
    let hash = bytes.map { SHA256.hex($0) }
    guard content.hashes[path] != hash else { return false }
    content.hashes[path] = hash
    try file.write(content, lock)
    return true
  }
}

extension TrustedFiles.Content {
  init?(_ json: JSONValue) {
    guard json["version"]?.int == 1, let files = json["files"]?.object else { return nil }
    for member in files {
      guard let hash = member.value.string else { return nil }
      hashes[member.key] = hash
    }
  }

  var json: JSONValue {
    let files = hashes.sorted { $0.key < $1.key }.map { JSONObject.Member(key: $0.key, value: .string($0.value)) }
    return ["version": 1, "files": .object(JSONObject(files))]
  }
}
