import Basics

/// What walking the whole chain has found.
public struct AuditReport: Sendable {
  /// How many records there are.
  public var records: Int
  /// The number of the first record that is there; nil without records.
  public var first: Int?
  /// The files, the oldest first.
  public var files: [String]
  /// What is wrong, in order; the first hundred.
  public var findings: [AuditIssue]
  /// How many findings more there are.
  public var hidden: Int
  /// False when there is no head file, so that records missing at the end would not be seen.
  public var hasHead: Bool
}

extension AuditLog {
  /// Walks the chain over all files. Takes no lock; records that are appended meanwhile may or may not be seen.
  ///
  /// - Parameter pause: waits a moment for a line that is just being written.
  /// - Throws: `config` when a file cannot be read.
  public func verify(pause: () -> Void) throws(TTError) -> AuditReport {
    // Read before the log, the head can only be behind it.
    let head = CheckpointFile.read(folder)
    var checkpoint: CheckpointFile.Checkpoint?
    if case .checkpoint(let found) = head { checkpoint = found }
    let files = try files()
    var walk = ChainVerifier(checkpoint: checkpoint?.last)
    let lines = LineReader()
    for (index, file) in files.enumerated() {
      walk.begin(file.path)
      // Only the oldest file can tell whether something is gone before it: all others have one before them.
      let begins = index > 0 ? nil : file.path == path ? checkpoint?.start : oldNumber(file.path)
      var (end, rest) = try lines.read(file, from: 0) { line in
        let isFirst = walk.first == nil
        walk.take(line)
        if isFirst, let begins, let first = walk.first, first > begins {
          walk.noteMissing(begins, until: first - 1)
        }
      }
      for _ in 0..<20 where rest > 0 && index == files.count - 1 {
        pause()
        (end, rest) = try lines.read(file, from: end) { walk.take($0) }
      }
      if rest > 0 { walk.endWithin() }
    }
    check(head, &walk)
    return AuditReport(
      records: walk.records, first: walk.first, files: files.map(\.path), findings: walk.findings, hidden: walk.hidden,
      hasHead: head != .missing)
  }

  private func check(_ head: CheckpointFile.Reading, _ walk: inout ChainVerifier) {
    let file = CheckpointFile.path(folder)
    switch head {
    case .missing: break
    case .damaged:
      walk.add(
        AuditIssue(
          kind: .head, file: file, message: "is damaged; whether records are missing at the end cannot be told"))
    case .checkpoint(let checkpoint):
      if walk.metCheckpoint { return }
      let number = checkpoint.last.number
      if let last = walk.last, last >= number {
        walk.add(
          AuditIssue(
            kind: .head, file: file, message: "record \(number) is not the one that was written: the end is another"))
      } else {
        let lost = (walk.last ?? 0) + 1
        if walk.endsWithin, lost == number { return }
        let what = lost == number ? "record \(number) is" : "records \(lost) to \(number) are"
        walk.add(
          AuditIssue(
            kind: .missing, file: path,
            message: walk.lines == 0 ? "the log is gone: record \(number) was written" : what + " missing at the end"))
      }
    }
  }

  private func oldNumber(_ path: String) -> Int? {
    Int(String(decoding: path.utf8.dropFirst(folder.utf8.count + 7).dropLast(6), as: UTF8.self))
  }
}
