import Basics

/// Where the chain ends: a record's number and hash.
struct ChainHead: Equatable, Sendable {
  var number: Int
  var hash: String
}

/// The small file `audit.head.json` beside the audit log: which record was written last. A chain alone cannot tell that
/// records are missing at its end; this can.
///
/// It is written behind each record, in place and under the same lock. So a crash between the two leaves it one record
/// behind, never ahead; and since one `write(2)` within a page is all there is, a kill leaves the old text or the new.
/// Nothing depends on it: without it, or when it cannot be written, calls go on.
struct CheckpointFile: ~Copyable {
  /// What the file says.
  struct Checkpoint: Equatable, Sendable {
    /// The last record.
    var last: ChainHead
    /// The number of the first record of `audit.jsonl`.
    var start: Int
  }

  /// What it said when it was opened; nil when nothing that makes sense.
  let checkpoint: Checkpoint?
  private let descriptor: Int32
  private let hasStrayBytes: Bool

  static func path(_ folder: String) -> String { folder + "/audit.head.json" }

  /// Opens the file to be written later.
  init(_ folder: String) {
    let path = Self.path(folder)
    descriptor = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0o600)
    let bytes = descriptor < 0 ? [] : Self.bytes(descriptor) ?? []
    checkpoint = Checkpoint(bytes)
    hasStrayBytes = bytes.count > Checkpoint.length
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Notes the record that was written just now.
  func write(_ checkpoint: Checkpoint) {
    let bytes = checkpoint.bytes
    guard descriptor >= 0 else { return }
    _ = pwrite(descriptor, bytes, bytes.count, 0)
    if hasStrayBytes { _ = ftruncate(descriptor, off_t(bytes.count)) }
  }

  /// What the file says to somebody who has no lock.
  enum Reading: Equatable {
    case missing, damaged
    case checkpoint(Checkpoint)
  }

  static func read(_ folder: String) -> Reading {
    let descriptor = open(path(folder), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { return errno == ENOENT || errno == ENOTDIR ? .missing : .damaged }
    defer { close(descriptor) }
    var bytes = bytes(descriptor)
    // A write under way may be seen half; what is read twice alike stands.
    while true {
      let again = Self.bytes(descriptor)
      if again == bytes { break }
      bytes = again
    }
    // A first append that was killed has made the file and not written it.
    return bytes == [] ? .missing : bytes.flatMap { Checkpoint($0) }.map(Reading.checkpoint) ?? .damaged
  }

  private static func bytes(_ descriptor: Int32) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: Checkpoint.length + 1)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    return count < 0 ? nil : Array(bytes.prefix(count))
  }
}

extension CheckpointFile.Checkpoint {
  /// Always as long, so that a new text covers the old one.
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
