import Basics
import Policy

extension SharedStateStore {
  /// The open approvals that this login may answer or asked for, the oldest first. Those that cannot be read are left out:
  /// one login's request must not hide those of others.
  public func approvals() throws(TTError) -> [Approval] {
    try rows(StoreQuery("approvals")).compactMap { row in
      guard let text = row.first, let text, let json = try? JSONValue.parse(text) else { return nil }
      return Approval(stored: json, now: clock().seconds)
    }
  }

  /// Answers an approval request and records the answer; nil if no open request has this ID. One that cannot be read can
  /// only be denied; its arguments are then empty.
  ///
  /// - Throws: `policyDenied` also if the login may not approve calls, or asked for this approval itself.
  public func answer(_ answer: ApprovalAnswer) throws(TTError) -> (approval: Approval, changed: Bool)? {
    if answer.isGranted {
      guard try approvals().contains(where: { $0.id.isIdentical(to: answer.id) }) else { return nil }
      if let locked = answer.lockedGrant { throw .lockedApproval(by: locked) }
    }
    let id = Gate.newID()
    let given: JSONValue
    do throws(TTError) {
      given = try change("answer", [answer.json(try witness.last(), id: id).compact], id: id)
    } catch {
      if error.failure == .notFound { return nil }
      throw error
    }
    guard let approval = try approval(given, unreadable: [:]), let changed = given["changed"]?.bool else {
      throw misunderstood("answer")
    }
    return (approval, changed)
  }

  /// Reads the records of this login's grants, the oldest first.
  public func auditRecords(matching filter: AuditFilter) throws(TTError) -> any AuditRecordReader {
    StoreRecordReader(filter: filter, failure: { misunderstood("log") }) { (from, isDescending) throws(TTError) in
      try rows(StoreQuery("log", [String(from), String(StoreRecordReader.pageSize), String(isDescending)]))
    }
  }

  /// Has the store verify its chain, and compares it with the last record this machine was told of.
  public func verifyAudit(pause: () -> Void) throws(TTError) -> AuditReport {
    let known = try witness.last()
    let found = try ask(StoreQuery("verify"))
    guard let records = found["records"]?.int else { throw misunderstood("verify") }
    var issues: [AuditIssue] = []
    if let kind = found["finding"]?.string {
      let number = found["bad"]?.int ?? 0
      let kind = AuditIssue.Kind(rawValue: kind) ?? .malformed
      issues.append(AuditIssue(kind: kind, file: location, message: Self.message(kind, number)))
    }
    if let known, try hash(of: known.number)?.isIdentical(to: known.hash) != true {
      issues.append(
        AuditIssue(
          kind: .checkpoint, file: location,
          message: "record \(known.number) is not the one that this machine was told of: the log was replaced, or its "
            + "end is missing"))
    }
    return AuditReport(
      records: records, first: found["first"]?.int, files: [location], issues: issues, hasCheckpoint: true)
  }

  private func hash(of number: Int) throws(TTError) -> String? {
    try rows(StoreQuery("hash_of", [String(number)])).first?.first ?? nil
  }

  private static func message(_ kind: AuditIssue.Kind, _ number: Int) -> String {
    switch kind {
    case .altered: "record \(number) was altered: its hash does not match its content"
    case .missing: "records are missing before record \(number)"
    case .brokenLink: "record \(number) does not continue the one before it"
    default: "record \(number) is not the end of the log that the store expects"
    }
  }

  /// The store as this login may see it.
  public func status() throws(TTError) -> StoreStatus {
    guard let status = StoreStatus(try ask(StoreQuery("status"))) else { throw misunderstood("status") }
    return status
  }

}
