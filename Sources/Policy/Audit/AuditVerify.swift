import Basics

/// The result of verifying the whole chain.
public struct AuditReport: Sendable {
  /// The number of records.
  public var records: Int
  /// The number of the first record; nil if there are no records.
  public var first: Int?
  /// The files, the oldest first.
  public var files: [String]
  /// The issues found, in order; at most a hundred.
  public var issues: [AuditIssue]
  /// The number of issues beyond those.
  public var omittedIssues: Int
  /// False if there is no checkpoint file, in which case records missing at the end cannot be detected.
  public var hasCheckpoint: Bool

  /// A report of what was verified.
  package init(
    records: Int, first: Int?, files: [String], issues: [AuditIssue], omittedIssues: Int = 0, hasCheckpoint: Bool
  ) {
    self.records = records
    self.first = first
    self.files = files
    self.issues = issues
    self.omittedIssues = omittedIssues
    self.hasCheckpoint = hasCheckpoint
  }
}

extension AuditLog {
  /// Verifies the chain across all files. Takes no lock; records appended meanwhile may or may not be seen.
  ///
  /// - Parameter pause: waits briefly for a line that is being written.
  /// - Throws: `config` if a file cannot be read.
  public func verify(pause: () -> Void) throws(TTError) -> AuditReport {
    // Read before the log, so that it can only be older than the log.
    let reading = CheckpointFile.read(CheckpointFile.path(folder))
    var checkpoint: CheckpointFile.Content?
    if case .content(let content) = reading { checkpoint = content }
    let files = try files()
    var verifier = ChainVerifier(checkpoint: checkpoint?.last)
    let lines = LineReader()
    for (index, file) in files.enumerated() {
      verifier.begin(file.path)
      // Only the oldest file can have lost records at its start unnoticed: the chain links the others.
      let expectedFirst = index > 0 ? nil : file.path == path ? checkpoint?.start : archiveSequence(of: file.path)
      var (end, rest) = try lines.read(file, from: 0) { line in
        let isFirst = verifier.first == nil
        verifier.take(line)
        if isFirst, let expectedFirst, let first = verifier.first, first > expectedFirst {
          verifier.addMissing(expectedFirst, until: first - 1)
        }
      }
      for _ in 0..<20 where rest > 0 && index == files.count - 1 {
        pause()
        (end, rest) = try lines.read(file, from: end) { verifier.take($0) }
      }
      if rest > 0 { verifier.endInLine() }
    }
    check(reading, &verifier)
    return AuditReport(
      records: verifier.records, first: verifier.first, files: files.map(\.path), issues: verifier.issues,
      omittedIssues: verifier.omittedIssues, hasCheckpoint: reading != .missing)
  }

  private func check(_ reading: CheckpointFile.Reading, _ verifier: inout ChainVerifier) {
    let file = CheckpointFile.path(folder)
    switch reading {
    case .missing: break
    case .damaged:
      verifier.add(
        AuditIssue(
          kind: .checkpoint, file: file, message: "damaged; records missing at the end cannot be detected"))
    case .content(let checkpoint):
      if verifier.metCheckpoint { return }
      let number = checkpoint.last.number
      if let last = verifier.last, last >= number {
        verifier.add(
          AuditIssue(
            kind: .checkpoint, file: file,
            message: "record \(number) is not the one that was written: the end of the log was replaced"))
      } else {
        let firstLost = (verifier.last ?? 0) + 1
        if verifier.endsInLine, firstLost == number { return }
        let records = firstLost == number ? "record \(number) is" : "records \(firstLost) to \(number) are"
        verifier.add(
          AuditIssue(
            kind: .missing, file: path,
            message: verifier.lines == 0
              ? "the log is missing, but record \(number) was written" : records + " missing at the end"))
      }
    }
  }

  private func archiveSequence(of path: String) -> Int? {
    Int(String(decoding: path.utf8.dropFirst(folder.utf8.count + 7).dropLast(6), as: UTF8.self))
  }
}

extension AuditLog {
  /// Checks that another record could be appended: the log is readable and its last line is complete.
  ///
  /// - Returns: the number of the last record; nil if there is no log.
  /// - Throws: `config`, as appending would.
  public func lastNumber() throws(TTError) -> Int? {
    if let last = try LogFile(reading: path)?.lastRecord() { return last.number }
    return try lastArchivedRecord()?.number
  }
}
