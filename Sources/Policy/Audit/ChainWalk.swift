import Basics

/// Something that is wrong with the audit log.
public struct AuditFinding: Sendable, Equatable {
  /// What is wrong, for programs.
  public enum Kind: String, Sendable {
    /// The line is not laid out as a record.
    case noRecord = "no_record"
    /// The line ends with CR LF.
    case lineEnd = "line_end"
    /// The record's hash does not fit it.
    case altered
    /// Records are not there.
    case missing
    /// A record stands behind later ones, or twice.
    case misplaced
    /// The record does not name the hash of the one before.
    case unchained
    /// The log ends in the middle of a line.
    case cut
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
struct ChainWalk {
  private struct Tip {
    var number: Int
    var hash: SIMD64<UInt8>
  }

  /// How many findings are kept.
  static let mostFindings = 100

  /// Records seen.
  private(set) var records = 0
  /// The number of the first record.
  private(set) var first: Int?
  private(set) var findings: [AuditFinding] = []
  /// Findings beyond the ones kept.
  private(set) var hidden = 0
  /// True once the record the head file names was seen.
  private(set) var metHead = false

  private let head: Tip?
  /// What the next record may continue; empty where that is not known.
  private var tips: [Tip] = []
  private var file = ""
  private var line = 0
  /// The highest number of a record that was seen.
  private(set) var last: Int?
  /// Lines seen.
  private(set) var lines = 0
  /// True where the last line is only the beginning of one.
  private(set) var endsWithin = false

  init(head: ChainTip?) {
    self.head = head.flatMap { head in ChainLine.digits(head.hash).map { Tip(number: head.number, hash: $0) } }
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
    guard let record = ChainLine(bytes) else {
      note(.noRecord, "is no record")
      return tips = []
    }
    records += 1
    if record.digest == record.hash { return take(record) }
    // Either hash may be what the next record names: the change may be in the record, or in its hash.
    let number = tips.first.map { $0.number + 1 } ?? record.number
    if first == nil { first = number }
    last = max(last ?? 0, number)
    note(.altered, "record \(number) was altered: its hash does not fit it")
    tips = [Tip(number: number, hash: record.hash), Tip(number: number, hash: record.digest)]
  }

  private mutating func take(_ record: ChainLine) {
    let tip = Tip(number: record.number, hash: record.hash)
    last = max(last ?? 0, tip.number)
    if let head, head.number == tip.number, head.hash == tip.hash { metHead = true }
    if first == nil {
      first = tip.number
      if tip.number <= 1, record.previous != ChainLine.digits(AuditLog.origin) {
        note(.unchained, "record \(tip.number) is the first and does not say so: its prev is not 64 zeros")
      }
      return tips = [tip]
    }
    guard let before = tips.first,
      !tips.contains(where: { $0.hash == record.previous && $0.number + 1 == tip.number })
    else { return tips = [tip] }
    let due = before.number + 1
    if tip.number > due {
      noteMissing(due, until: tip.number - 1)
      tips = [tip]
    } else if tip.number == due {
      note(
        .unchained,
        "record \(due) does not continue the line before it: one of them was altered and given a new hash, "
          + "or put in")
      tips = [tip, before]
    } else {
      note(
        .misplaced,
        "record \(tip.number) stands behind record \(before.number): it was moved or repeated, or another "
          + "was put in its place")
      tips = [before, tip]
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
    note(.cut, "the file ends in the middle of this line")
    tips = []
  }

  /// Notes something at the current line.
  mutating func note(_ kind: AuditFinding.Kind, _ message: String) {
    add(AuditFinding(kind: kind, file: file, line: line, message: message))
  }

  /// Notes something that is about no single line.
  mutating func add(_ finding: AuditFinding) {
    if findings.count < Self.mostFindings { findings.append(finding) } else { hidden += 1 }
  }
}
