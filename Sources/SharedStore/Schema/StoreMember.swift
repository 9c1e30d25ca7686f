import Basics
import Policy

/// What an administrator changes in a store: a login, and what is pinned for its grant. A value that gives SQL; tt never
/// runs it.
public struct StoreMember: Sendable {
  /// The grant.
  public var grant: String
  /// The login role that becomes a member of the grant; nil for none.
  public var role: String?
  /// True if the login may also approve calls.
  public var canAnswer = false
  /// The policy whose limits and approvals are to hold whatever a client says; nil leaves what is pinned.
  public var pinned: PolicyDocument?
  /// The fingerprint that every call has to name; nil leaves it.
  public var fingerprint: String?
  /// True if calls that fail are no longer given back.
  public var keepsFailures = false

  /// Changes nothing yet.
  public init(grant: String) { self.grant = grant }

  /// True for a name that a login may have: 1 to 63 letters, digits, `_`, `.`, `@` or `-`, and none that PostgreSQL or the
  /// store uses.
  public static func isRoleName(_ name: String) -> Bool {
    let isPlain = name.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || [0x5F, 0x2E, 0x40, 0x2D].contains(byte)
    }
    return (1...63).contains(name.utf8.count) && isPlain && !name.hasPrefix("pg_")
      && !["tt_owner", "tt_user", "public", "none"].contains(name)
  }

  /// The statements, one transaction, for `psql`. They may be run again.
  public var sql: String {
    var lines: [String] = ["BEGIN;", "SET LOCAL client_min_messages = warning;"]
    if let role { lines += login(role) }
    lines.append("SET LOCAL ROLE tt_owner;")
    lines.append("INSERT INTO tt.grants (name) VALUES ('\(grant)') ON CONFLICT DO NOTHING;")
    if let role {
      lines.append(
        "INSERT INTO tt.members (role, grant_name, may_call, may_answer) VALUES ('\(role)', '\(grant)', true, \(canAnswer))\n"
          + "  ON CONFLICT (role, grant_name) DO UPDATE SET may_call = true, may_answer = \(canAnswer);")
    }
    if let pinned { lines += pins(pinned) }
    if let fingerprint {
      lines.append("UPDATE tt.grants SET policy = \(Self.quoted(fingerprint)) WHERE name = '\(grant)';")
    }
    if keepsFailures { lines.append("UPDATE tt.grants SET refund = false WHERE name = '\(grant)';") }
    lines.append("COMMIT;")
    return lines.joined(separator: "\n") + "\n"
  }

  /// How many connections a login may have, so that one does not take those of all; less than the number of a new server.
  private static let connectionLimit = 40

  private func login(_ role: String) -> [String] {
    [
      "DO $$ BEGIN",
      "  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '\(role)') THEN CREATE ROLE \"\(role)\" LOGIN; END IF;",
      "  IF EXISTS (SELECT FROM pg_roles WHERE rolname = '\(role)' AND rolconnlimit = -1) THEN",
      "    ALTER ROLE \"\(role)\" CONNECTION LIMIT \(Self.connectionLimit);",
      "  END IF;",
      "END $$;",
      "-- A login that is not known by its account or certificate needs a password: \\password \"\(role)\"",
      "GRANT tt_user TO \"\(role)\";",
    ]
  }

  /// Limits that count calls, and tools that always want approval: what can be told without a call's arguments.
  private func pins(_ policy: PolicyDocument) -> [String] {
    let limits =
      policy.tools.flatMap { tool in tool.rules.limits.map { (tool: tool.name, limit: $0) } }
      + policy.allToolsLimits.map { (tool: "*", limit: $0) }
    let counted = limits.filter { $0.limit.incrementFrom == nil }.map { tool, limit in
      "('\(grant)', \(Self.quoted(tool)), \(Self.quoted(limit.rule)), \(limit.window.seconds), "
        + "'\(limit.scope.rawValue)', \(limit.max))"
    }
    let asked = policy.tools.filter { $0.rules.action == .requireApproval }.map { tool in
      "('\(grant)', \(Self.quoted(tool.name)), '(approval)', 0, 'grant', NULL)"
    }
    let rows = counted + asked
    return ["DELETE FROM tt.pins WHERE grant_name = '\(grant)';"]
      + (rows.isEmpty
        ? []
        : [
          "INSERT INTO tt.pins (grant_name, tool, rule, span, scope, max) VALUES\n  "
            + rows.joined(separator: ",\n  ") + ";"
        ])
  }

  /// A string literal; names in a policy may have any character.
  private static func quoted(_ text: String) -> String {
    "'" + text.replacing(scalar: "'", with: "''") + "'"
  }
}
