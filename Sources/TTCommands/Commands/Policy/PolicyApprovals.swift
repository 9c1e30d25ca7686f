import Basics
import Policy

/// `tt policy approvals`.
enum PolicyApprovals {
  static let command = Command(
    group: .policy, summary: "List calls awaiting approval",
    details: [
      "A call that requires approval ends with exit code 10 and is queued here if it cannot be approved at a prompt. "
        + "Requests in state pending have not been answered; those in state granted have been approved but "
        + "not used. Lists the requests of all grants, or those of --grant.",
      "A request, and then its answer, expires after 30 minutes (setting approval_timeout). Requests that expire unanswered "
        + "are denied.",
    ],
    examples: [
      .init(line: "tt policy approvals", summary: "what do my agents want to do?"),
      .init(line: "tt policy approvals -q", summary: "only the IDs"),
    ],
    isServed: true, action: .local(run))

  static func run(_ arguments: Arguments, _ session: Session) throws(TTError) -> Output {
    let now = session.context.clock().seconds
    let grants = session.context.lockedGrant.map { [$0] } ?? arguments.values("grant")
    let open = try session.gate().approvals().filter { approval in
      approval.state != .denied && (grants.isEmpty || grants.contains { $0.isIdentical(to: approval.request.grant) })
    }
    let view = ListView(
      columns: [
        Column("id", kind: .fixed), Column("state"), Column("grant"), Column("tool"),
        Column("arguments", kind: .literal),
        Column("rule"), Column("expires_in", title: "EXPIRES IN", kind: .seconds),
      ], empty: "no calls awaiting approval", fields: ["account", "message", "expires_at"], terminal: text)
    return Output(value: .array(open.map { .object(ApprovalCommand.json($0, now: now)) }), view: .table(view))
  }

  /// The requests on a terminal, each with its whole call below its row: a person who decides has to see all of it.
  private static func text(_ rows: [JSONValue], _ style: Style, _ width: Int?) -> String {
    let columns = [
      Column("id", kind: .fixed), Column("state", kind: .fixed),
      Column("expires_in", title: "EXPIRES IN", kind: .seconds),
      Column("grant"), Column("tool"),
    ]
    let cells = rows.map { row in columns.map { $0.displayText(row).exposingInvisibles } }
    let table = TextTable(columns: columns, rows: cells, style: style, width: width)
    let widths = table.widths()
    return zip(rows, cells).reduce(into: table.header(widths)) { text, request in
      let (row, cells) = request
      text += TextTable(columns: columns, rows: [cells], style: style, width: width).body(widths)
      for (name, key) in [
        ("tool", "tool"), ("grant", "grant"), ("arguments", "arguments"), ("workspace", "account"),
        ("rule", "rule"),
      ] {
        let value = Column(key, kind: .literal).rawText(row)
        if !value.isEmpty { text += "  " + style.dim(name) + " " + value.exposingInvisibles + "\n" }
      }
    }
  }
}
