import Basics

/// A problem in the audit log.
public struct AuditIssue: Sendable, Equatable {
  /// The kind of problem, for programs.
  public enum Kind: String, Sendable {
    /// The line does not have the layout of a record.
    case malformed
    /// The line ends with CR LF.
    case lineEnd = "line_end"
    /// The record's hash does not match its content.
    case altered
    /// Records are missing.
    case missing
    /// A record follows later ones, or appears twice.
    case outOfOrder = "out_of_order"
    /// The record does not contain the hash of the previous one.
    case brokenLink = "broken_link"
    /// The log ends in the middle of a line.
    case truncated
    /// The checkpoint file is damaged or names another last record.
    case checkpoint = "head"
  }

  /// The kind of problem.
  public var kind: Kind
  /// The path of the file.
  public var file: String
  /// The line, from 1; nil if the problem concerns the file as a whole.
  public var line: Int?
  /// The problem, as a phrase.
  public var message: String

  /// A problem in a file, or at a line of it.
  package init(kind: Kind, file: String, line: Int? = nil, message: String) {
    self.kind = kind
    self.file = file
    self.line = line
    self.message = message
  }

  /// `path:line: message`, for people.
  public var text: String { file + (line.map { ":\($0)" } ?? "") + ": " + message }
}

/// Verifies the chain line by line.
///
/// After a problem it continues with whatever the next record links to, so that one change causes one issue, or two.
struct ChainVerifier {
  private struct Link {
    var number: Int
    var hash: SIMD64<UInt8>
  }

  /// The maximum number of issues kept.
  static let maxIssues = 100

  /// The number of records seen.
  private(set) var records = 0
  /// The number of the first record.
  private(set) var first: Int?
  private(set) var issues: [AuditIssue] = []
  /// The number of issues beyond those kept.
  private(set) var omittedIssues = 0
  /// True once the record named by the checkpoint was seen.
  private(set) var metCheckpoint = false

  private let checkpoint: Link?
  /// What the next record may link to; empty if unknown.
  private var expectedLinks: [Link] = []
  private var file = ""
  private var line = 0
  /// The highest record number seen.
  private(set) var last: Int?
  /// The number of lines seen.
  private(set) var lines = 0
  /// True if the last line is incomplete.
  private(set) var endsInLine = false

  init(checkpoint: ChainHead?) {
    self.checkpoint = checkpoint.flatMap { head in
      ChainRecord.digits(head.hash).map { Link(number: head.number, hash: $0) }
    }
  }

  /// Starts a file.
  mutating func begin(_ path: String) {
    file = path
    line = 0
  }

  /// Verifies the next line.
  mutating func take(_ bytes: UnsafeRawBufferPointer) {
    line += 1
    lines += 1
    endsInLine = false
    var bytes = bytes
    if bytes.last == UInt8(ascii: "\r") {
      add(.lineEnd, "ends with CR LF, which tt does not write")
      bytes = UnsafeRawBufferPointer(rebasing: bytes.dropLast())
    }
    guard let record = ChainRecord(bytes) else {
      add(.malformed, "not a record")
      return expectedLinks = []
    }
    records += 1
    if record.digest == record.hash { return take(record) }
    // The next record may link to either hash: the change may be in the record or in its hash.
    let number = expectedLinks.first.map { $0.number + 1 } ?? record.number
    if first == nil { first = number }
    last = max(last ?? 0, number)
    add(.altered, "record \(number) was altered: its hash does not match its content")
    expectedLinks = [Link(number: number, hash: record.hash), Link(number: number, hash: record.digest)]
  }

  private mutating func take(_ record: ChainRecord) {
    let found = Link(number: record.number, hash: record.hash)
    last = max(last ?? 0, found.number)
    if let checkpoint, checkpoint.number == found.number, checkpoint.hash == found.hash { metCheckpoint = true }
    if first == nil {
      first = found.number
      if found.number <= 1, record.previous != ChainRecord.digits(AuditLog.origin) {
        add(.brokenLink, "record \(found.number) is the first, but its prev is not 64 zeros")
      }
      return expectedLinks = [found]
    }
    guard let before = expectedLinks.first,
      !expectedLinks.contains(where: { $0.hash == record.previous && $0.number + 1 == found.number })
    else { return expectedLinks = [found] }
    let expected = before.number + 1
    if found.number > expected {
      addMissing(expected, until: found.number - 1)
      expectedLinks = [found]
    } else if found.number == expected {
      add(
        .brokenLink,
        "record \(expected) does not continue the line before it: one of the two was inserted, or altered "
          + "and rehashed")
      expectedLinks = [found, before]
    } else {
      add(
        .outOfOrder,
        "record \(found.number) follows record \(before.number): it was moved or duplicated, or "
          + "another record replaced it")
      expectedLinks = [before, found]
    }
  }

  /// Adds the issue that records before this line are missing.
  mutating func addMissing(_ first: Int, until last: Int) {
    let records = first == last ? "record \(first) is" : "records \(first) to \(last) are"
    add(.missing, records + " missing before this line")
  }

  /// Notes that the file ends in the middle of a line.
  mutating func endInLine() {
    line += 1
    endsInLine = true
    add(.truncated, "the file ends in the middle of this line")
    expectedLinks = []
  }

  /// Adds an issue at the current line.
  mutating func add(_ kind: AuditIssue.Kind, _ message: String) {
    add(AuditIssue(kind: kind, file: file, line: line, message: message))
  }

  /// Adds an issue.
  mutating func add(_ issue: AuditIssue) {
    if issues.count < Self.maxIssues { issues.append(issue) } else { omittedIssues += 1 }
  }
}
