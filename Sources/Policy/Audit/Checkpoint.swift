import Basics

/// The end of the chain: a record's number and hash.
package struct ChainHead: Equatable, Sendable {
  package var number: Int
  package var hash: String

  package init(number: Int, hash: String) {
    self.number = number
    self.hash = hash
  }
}

/// The small file `audit.head.json` beside the audit log, which names the last record. A chain alone cannot show that
/// records are missing at its end; this file can.
///
/// It is written after each record, in place and under the same lock. A crash between the two writes leaves it one
/// record old, never ahead, and since it is a single `write(2)` within a page, a kill leaves either the old text or the
/// new. Nothing depends on it: if it is missing or cannot be written, calls proceed.
package struct CheckpointFile: ~Copyable {
  /// The content of the file.
  package struct Content: Equatable, Sendable {
    /// The last record.
    package var last: ChainHead
    /// The number of the first record of `audit.jsonl`.
    package var start: Int

    package init(last: ChainHead, start: Int) {
      self.last = last
      self.start = start
    }
  }

  /// The content when the file was opened; nil if it was empty or damaged.
  package let content: Content?
  private let descriptor: Int32
  private let hasStrayBytes: Bool

  /// The file beside the audit log in a state folder.
  static func path(_ folder: String) -> String { folder + "/audit.head.json" }

  /// Opens the file for writing later.
  package init(_ path: String) {
    descriptor = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0o600)
    let bytes = descriptor < 0 ? [] : Self.bytes(descriptor) ?? []
    content = Content(bytes)
    hasStrayBytes = bytes.count > Content.length
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Stores the record that was just written.
  package func write(_ content: Content) {
    let bytes = content.bytes
    guard descriptor >= 0 else { return }
    _ = pwrite(descriptor, bytes, bytes.count, 0)
    if hasStrayBytes { _ = ftruncate(descriptor, off_t(bytes.count)) }
  }

  /// The result of reading the file without the lock.
  package enum Reading: Equatable {
    case missing, damaged
    case content(Content)
  }

  package static func read(_ path: String) -> Reading {
    let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { return errno == ENOENT || errno == ENOTDIR ? .missing : .damaged }
    defer { close(descriptor) }
    var bytes = bytes(descriptor)
    // A write in progress may be read in part, so the file is read until two readings agree.
    while true {
      let again = Self.bytes(descriptor)
      if again == bytes { break }
      bytes = again
    }
    // If the first append was killed, the file may exist but be empty.
    return bytes == [] ? .missing : bytes.flatMap { Content($0) }.map(Reading.content) ?? .damaged
  }

  private static func bytes(_ descriptor: Int32) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: Content.length + 1)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    return count < 0 ? nil : Array(bytes.prefix(count))
  }
}

extension CheckpointFile.Content {
  /// The fixed length in bytes, so that a new text fully replaces the old one.
  static let length = 130

  var bytes: [UInt8] {
    func padded(_ number: Int) -> String {
      let digits = String(number)
      return String(repeating: " ", count: max(0, 19 - digits.utf8.count)) + digits
    }
    return Array("{\"seq\":\(padded(last.number)),\"start\":\(padded(start)),\"hash\":\"\(last.hash)\"}\n".utf8)
  }

  init?(_ bytes: [UInt8]) {
    guard bytes.count == Self.length, let json = try? JSONValue.parse(bytes),
      let number = json["seq"]?.int, LogFile.numbers.contains(number), let hash = json["hash"]?.string,
      hash.utf8.count == 64, let start = json["start"]?.int, LogFile.numbers.contains(start)
    else { return nil }
    self.init(last: ChainHead(number: number, hash: hash), start: start)
  }
}
