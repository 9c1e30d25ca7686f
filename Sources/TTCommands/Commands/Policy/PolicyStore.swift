import Basics
import Policy
import SharedStore

/// `tt policy store`.
enum PolicyStore {
  static let command = Command(
    group: .policy, summary: "Set up or look at the store shared by several machines",
    details: [
      "Limits, approvals and the audit log of several machines can be kept in one PostgreSQL database, so that a limit holds "
        + "for all of them together: see tt-gate(7). With --sql, prints the roles, tables and functions of such a store. "
        + "With --grant, prints the statements that make a login a member of a grant, or pin in the store what holds for "
        + "the grant whatever a machine says. tt runs none of them: a database administrator does. All may be run again.",
      "With --status, asks the configured store for its version, its standbys and how far they lag, and for the grants of "
        + "this login with their pins. Members are shown to those who may approve calls.",
    ],
    flags: [
      Flag(name: "sql", summary: "print the roles, tables and functions of a store"),
      Flag(name: "status", summary: "show the configured store"),
      Flag(name: "role", value: "NAME", summary: "print statements for a login that may make calls under the grant"),
      Flag(name: "answer", summary: "the login may also approve calls that others ask for"),
      Flag(
        name: "pin", value: "FILE",
        summary: "pin the limits of calls, and the tools that always want approval, of a policy"),
      Flag(name: "fingerprint", summary: "pin the policy itself: of --pin, else the one configured for the grant"),
      Flag(name: "no-refund", summary: "count calls that fail as well"),
    ],
    examples: [
      .init(line: "tt policy store --sql | psql -v ON_ERROR_STOP=1 tt", summary: "make the database tt a store"),
      .init(
        line: "tt policy store --role claude-1 --grant claude | psql -v ON_ERROR_STOP=1 tt",
        summary: "a login for one machine of an agent"
      ),
      .init(
        line: "tt policy store --grant claude --pin claude.json --fingerprint | psql -v ON_ERROR_STOP=1 tt",
        summary: "hold its machines to one policy"),
    ],
    action: .local(run))

  /// What the command prints; one of them.
  private static let kinds = ["sql", "status", "role", "pin", "fingerprint", "no-refund"]

  static func run(_ arguments: Arguments, _ session: Session) throws(TTError) -> Output {
    let asked = kinds.filter { arguments.has($0) }
    for kind in ["sql", "status"] where asked.contains(kind) {
      if let other = asked.first(where: { $0 != kind }) ?? (arguments.has("answer") ? "answer" : nil) {
        throw .cannotCombine("tt policy store: --\(kind)", with: "--\(other)")
      }
    }
    guard let first = asked.first else {
      throw .usage("tt policy store: say what to print", hint: "one of --sql, --status, or --role NAME --grant GRANT")
    }
    switch first {
    case "sql": return statements(Schema.sql)
    case "status": return try StoreReport(try configured(session)).output
    default: return statements(try member(arguments, session).sql)
    }
  }

  private static func statements(_ sql: String) -> Output {
    let lines = sql.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    return Output(value: ["sql": .string(sql)], view: .lines(lines))
  }

  /// The configured store.
  ///
  /// - Throws: `config` if there is none.
  private static func configured(_ session: Session) throws(TTError) -> SharedStateStore {
    guard let store = try session.sharedStore() else {
      throw .config(
        "no shared store is configured", hint: "tt config set store postgresql://USER@HOST/DATABASE; see: man tt-gate")
    }
    return store
  }

  private static func member(_ arguments: Arguments, _ session: Session) throws(TTError) -> StoreMember {
    guard let grant = arguments.value("grant") else {
      throw .usage("tt policy store: which grant is it about?", hint: "add --grant GRANT")
    }
    guard PolicySource.isGrantName(grant) else {
      throw .invalidValue(grant, for: "--grant", expected: "1 to 64 letters, digits, '.', '_' or '-'")
    }
    var member = StoreMember(grant: grant)
    if let role = arguments.value("role") {
      guard StoreMember.isRoleName(role) else {
        throw .invalidValue(role, for: "--role", expected: "1 to 63 letters, digits, '_', '.', '@' or '-'")
      }
      member.role = role
    } else if arguments.has("answer") {
      throw .usage("tt policy store: --answer is about a login", hint: "add --role NAME")
    }
    member.canAnswer = arguments.has("answer")
    member.keepsFailures = arguments.has("no-refund")
    if arguments.value("pin") != nil || arguments.has("fingerprint") {
      let policy = try policy(of: grant, arguments, session)
      if arguments.value("pin") != nil { member.pinned = policy.document }
      if arguments.has("fingerprint") { member.fingerprint = policy.fingerprint }
    }
    return member
  }

  private static func policy(
    of grant: String, _ arguments: Arguments, _ session: Session
  ) throws(TTError) -> LoadedPolicy {
    let configured = try session.policySource()
    let source = arguments.value("pin").map(configured.overridden) ?? configured.forGrant(grant)
    let policy = try source.load()
    guard policy.document != nil else {
      throw .config("grant \(grant) has no policy to pin", hint: "add --pin FILE")
    }
    return policy
  }
}
