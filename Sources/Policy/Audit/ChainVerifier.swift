import Basics

/// Something that is wrong with the audit log.
public struct AuditIssue: Sendable, Equatable {
  /// What is wrong, for programs.
  public enum Kind: String, Sendable {
    /// The line is not laid out as a record.
    case malformed
    /// The line ends with CR LF.
    case lineEnd = "line_end"
    /// The record's hash does not fit it.
    case altered
    /// Records are not there.
    case missing
    /// A record stands behind later ones, or twice.
    case outOfOrder = "out_of_order"
    /// The record does not name the hash of the one before.
    case brokenLink = "broken_link"
    /// The log ends in the middle of a line.
    case truncated
    /// The head file is none, or names another last record.
    case head
  }

  /// What is wrong.
  public var kind: Kind
  /// The file.
  public var file: String
  /// The line, from 1; nil when it is about the file as a whole.
  public var line: Int?
  /// What is wrong, as a phrase.
  public var message: String

  /// For people: where, and what.
  public var text: String { file + (line.map { ":\($0)" } ?? "") + ": " + message }
}

/// Follows the chain from line to line.
///
/// After something wrong it goes on with whatever the next record continues, so that one change is one finding, or two.
struct ChainVerifier {
  private struct Head {
    var number: Int
    var hash: SIMD64<UInt8>
  }

  /// How many findings are kept.
  static let maxIssues = 100

  /// Records seen.
  private(set) var records = 0
  /// The number of the first record.
  private(set) var first: Int?
  private(set) var findings: [AuditIssue] = []
  /// Findings beyond the ones kept.
  private(set) var hidden = 0
  /// True once the record the head file names was seen.
  private(set) var metCheckpoint = false

  private let checkpoint: Head?
  /// What the next record may continue; empty where that is not known.
  private var heads: [Head] = []
  private var file = ""
  private var line = 0
  /// The highest number of a record that was seen.
  private(set) var last: Int?
  /// Lines seen.
  private(set) var lines = 0
  /// True where the last line is only the beginning of one.
  private(set) var endsWithin = false

  init(checkpoint: ChainHead?) {
    self.checkpoint = checkpoint.flatMap { head in
      ChainRecord.digits(head.hash).map { Head(number: head.number, hash: $0) }
    }
  }

  /// Begins a file.
  mutating func begin(_ path: String) {
    file = path
    line = 0
  }

  /// Takes the next line.
  mutating func take(_ bytes: UnsafeRawBufferPointer) {
    line += 1
    lines += 1
    endsWithin = false
    var bytes = bytes
    if bytes.last == UInt8(ascii: "\r") {
      note(.lineEnd, "ends with CR LF, which tt does not write")
      bytes = UnsafeRawBufferPointer(rebasing: bytes.dropLast())
    }
    guard let record = ChainRecord(bytes) else {
      note(.malformed, "is no record")
      return heads = []
    }
    records += 1
    if record.digest == record.hash { return take(record) }
    // Either hash may be what the next record names: the change may be in the record, or in its hash.
    let number = heads.first.map { $0.number + 1 } ?? record.number
    if first == nil { first = number }
    last = max(last ?? 0, number)
    note(.altered, "record \(number) was altered: its hash does not fit it")
    heads = [Head(number: number, hash: record.hash), Head(number: number, hash: record.digest)]
  }

  private mutating func take(_ record: ChainRecord) {
    let found = Head(number: record.number, hash: record.hash)
    last = max(last ?? 0, found.number)
    if let checkpoint, checkpoint.number == found.number, checkpoint.hash == found.hash { metCheckpoint = true }
    if first == nil {
      first = found.number
      if found.number <= 1, record.previous != ChainRecord.digits(AuditLog.origin) {
        note(.brokenLink, "record \(found.number) is the first and does not say so: its prev is not 64 zeros")
      }
      return heads = [found]
    }
    guard let before = heads.first,
      !heads.contains(where: { $0.hash == record.previous && $0.number + 1 == found.number })
    else { return heads = [found] }
    let due = before.number + 1
    if found.number > due {
      noteMissing(due, until: found.number - 1)
      heads = [found]
    } else if found.number == due {
      note(
        .brokenLink,
        "record \(due) does not continue the line before it: one of them was altered and given a new hash, "
          + "or put in")
      heads = [found, before]
    } else {
      note(
        .outOfOrder,
        "record \(found.number) stands behind record \(before.number): it was moved or repeated, or another "
          + "was put in its place")
      heads = [before, found]
    }
  }

  /// Notes that records were there before this line.
  mutating func noteMissing(_ first: Int, until last: Int) {
    note(.missing, (first == last ? "record \(first) is" : "records \(first) to \(last) are") + " missing before it")
  }

  /// The file ends within a line.
  mutating func endWithin() {
    line += 1
    endsWithin = true
    note(.truncated, "the file ends in the middle of this line")
    heads = []
  }

  /// Notes something at the current line.
  mutating func note(_ kind: AuditIssue.Kind, _ message: String) {
    add(AuditIssue(kind: kind, file: file, line: line, message: message))
  }

  /// Notes something that is about no single line.
  mutating func add(_ finding: AuditIssue) {
    if findings.count < Self.maxIssues { findings.append(finding) } else { hidden += 1 }
  }
}
