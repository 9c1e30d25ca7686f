import Basics

/// The cache folder, for data that can be requested again. Reading and writing are best effort: an unusable cache only
/// costs a request. A cache that another process keeps locked is done without.
final class CacheFolder {
  let path: String
  /// True once another process has kept it locked: it is not waited for again.
  private var isLockedOut = false

  init(path: String) { self.path = path }

  /// Runs a body with the folder locked, unless it cannot be locked at once.
  @discardableResult private func withLock<Result>(
    _ folder: String, makes: Bool, _ body: () throws(SystemError) -> Result?
  ) -> Result? {
    if isLockedOut { return nil }
    do throws(SystemError) {
      let lock = try makes ? FolderLock(making: folder, waiting: .brief) : FolderLock(folder, waiting: .brief)
      defer { withExtendedLifetime(lock) {} }
      return try body()
    } catch {
      isLockedOut = error.code == EWOULDBLOCK
      return nil
    }
  }

  /// The content of a file; nil if it cannot be read.
  func read(_ name: String) -> [UInt8]? {
    (try? Files.read(path + "/" + name, followLinks: false, limit: 8 << 20)) ?? nil
  }

  /// The JSON document in a file; nil if it has none.
  func readJSON(_ name: String) -> JSONValue? {
    // A file written by `rewrite` is complete only while no other process is writing it.
    withLock(path, makes: false) { read(name) }.flatMap { try? JSONValue.parse($0) }
  }

  /// Replaces a file without waiting for the disk, since it need not survive a power failure.
  func write(_ name: String, _ text: String) {
    let file = path + "/" + name
    let folder = String(file[..<(file.lastIndex(of: "/") ?? file.startIndex)])
    withLock(folder, makes: true) { () throws(SystemError) in
      try Files.writeAtomically(file, with: Array(text.utf8), flushed: false)
    }
  }

  /// Replaces a small document that nearly every command writes, in place if possible.
  func rewrite(_ name: String, _ document: JSONValue) {
    let bytes = Array((document.compact + "\n").utf8)
    let file = path + "/" + name
    withLock(path, makes: true) { () throws(SystemError) in
      if !Files.rewriteInPlace(file, with: bytes) { try Files.writeAtomically(file, with: bytes, flushed: false) }
    }
  }

  /// Removes a file.
  func remove(_ name: String) { unlink(path + "/" + name) }

  /// Identifies the owner of cached data by 24 bits of a hash: enough to detect other credentials or another address, too
  /// few to guess a password.
  static func key(_ parts: [String]) -> String {
    String(SHA256.hex(parts.reduce(into: "") { $0 += $1 + "\n" }.utf8).prefix(6))
  }
}
