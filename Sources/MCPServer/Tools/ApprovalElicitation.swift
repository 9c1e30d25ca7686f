import Basics
import Policy

/// What the client reported about an approval request.
struct ElicitationResult: Sendable {
  var response: ApprovalResponse
  /// Added to the text of a denial.
  var remark: String?

  static func unavailable(_ remark: String) -> ElicitationResult {
    ElicitationResult(response: .unavailable, remark: remark)
  }
}

/// The form a client shows to a person when the policy requires approval: its text, and what counts as an approval.
enum ApprovalElicitation {
  /// The key in `inputRequests` and `inputResponses` at revision 2026-07-28.
  static let key = "approval"
  private static let field = "approve"
  /// The code points of arguments that are shown. A call that does not fit a dialog cannot be reviewed in one.
  private static let maxShownScalars = 4000

  /// True when the exact call can be shown.
  static func fits(_ request: ApprovalRequest) -> Bool { shown(request).unicodeScalars.count <= maxShownScalars }

  /// The parameters of `elicitation/create`, the same in all revisions.
  static func params(_ request: ApprovalRequest, from server: ServerInfo) -> JSONObject {
    let property: JSONValue = ["type": "boolean", "title": "Allow this call once", "default": false]
    let schema: JSONValue = [
      "type": "object", "properties": .object([field: property]), "required": [.string(field)],
    ]
    return ["message": .string(text(request, from: server)), "requestedSchema": schema]
  }

  static func text(_ request: ApprovalRequest, from server: ServerInfo) -> String {
    "\(server.name): allow \(request.tool) \(shown(request))"
      + (request.account.map { " in workspace \($0)" } ?? "")
      + "? \(request.message.exposingInvisibles) (rule \(request.rule), grant \(request.grant))"
  }

  /// Reads a result. Only an explicit `true` approves.
  ///
  /// - Parameter result: nil where the client answered with an error.
  static func read(_ result: JSONValue?) -> ElicitationResult {
    let value = result?["content"]?[field]
    switch result?["action"]?.string {
    case "accept" where value == .bool(true): return ElicitationResult(response: .approved)
    case "accept" where value == .bool(false): return ElicitationResult(response: .denied)
    case "accept": return .unavailable("the answer lacks a boolean \(field)")
    case "decline": return ElicitationResult(response: .denied)
    case "cancel": return .unavailable("the request was dismissed")
    default: return .unavailable("the client could not ask")
    }
  }

  /// The arguments, with all that is invisible exposed: what is approved must be what is seen.
  private static func shown(_ request: ApprovalRequest) -> String {
    JSONValue.object(request.arguments).compact.exposingInvisibles
  }
}
