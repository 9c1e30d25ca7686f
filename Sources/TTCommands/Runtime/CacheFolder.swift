import Basics

/// The cache folder: remembered look-ups that a request can bring back. Reading and writing are best effort: a cache that
/// cannot be used costs a request, nothing more.
struct CacheFolder: Sendable {
  let path: String

  /// The content of a file, when there is one.
  func read(_ name: String) -> [UInt8]? {
    (try? Files.read(path + "/" + name, followLinks: false, limit: 8 << 20)) ?? nil
  }

  /// The document in a file, when it holds one.
  func readJSON(_ name: String) -> JSONValue? {
    // What `rewrite` writes is only whole while nobody writes.
    guard let lock = try? FolderLock(path) else { return nil }
    let bytes = read(name)
    _ = lock
    return bytes.flatMap { try? JSONValue.parse($0) }
  }

  /// Replaces a file. It need not survive a power cut, so nothing waits for the disk.
  func write(_ name: String, _ text: String) {
    let file = path + "/" + name
    let folder = String(file[..<(file.lastIndex(of: "/") ?? file.startIndex)])
    do throws(SystemError) {
      let lock = try FolderLock(making: folder)
      try Files.writeAtomically(file, with: Array(text.utf8), flushed: false)
      _ = lock
    } catch {}
  }

  /// Replaces a small document that nearly every command writes, in place where that is possible.
  func rewrite(_ name: String, _ document: JSONValue) {
    let bytes = Array((document.compact + "\n").utf8)
    do throws(SystemError) {
      let lock = try FolderLock(making: path)
      if !Files.rewriteInPlace(path + "/" + name, with: bytes) {
        try Files.writeAtomically(path + "/" + name, with: bytes, flushed: false)
      }
      _ = lock
    } catch {}
  }

  /// Removes a file.
  func remove(_ name: String) { unlink(path + "/" + name) }

  /// Names whose memory a remembered answer is: 24 bits of a hash, enough to notice other credentials or another
  /// address, too few to find a password by.
  static func key(_ parts: [String]) -> String {
    String(SHA256.hex(parts.reduce(into: "") { $0 += $1 + "\n" }.utf8).prefix(6))
  }
}
