import Basics
import Policy

/// The question a person gets through the client when the policy wants a yes: its words, and what counts as one.
enum ApprovalElicitation {
  /// What came back, and what is said of it beside the denial.
  struct Response: Sendable {
    var consent: ApprovalResponse
    var remark: String?

    static func unavailable(_ remark: String) -> Response { Response(consent: .unavailable, remark: remark) }
  }

  /// The member of `inputRequests` at revision 2026-07-28.
  static let key = "approval"
  private static let member = "approve"
  /// Characters of arguments that are shown. Nobody can agree to what does not fit a dialog.
  private static let longest = 4000

  /// True when the exact call can be shown.
  static func fits(_ request: ApprovalRequest) -> Bool { shown(request).unicodeScalars.count <= longest }

  /// The parameters of `elicitation/create`, alike in all revisions.
  static func params(_ request: ApprovalRequest) -> JSONObject {
    let field: JSONValue = ["type": "boolean", "title": "Allow this one call", "default": false]
    let schema: JSONValue = [
      "type": "object", "properties": .object([member: field]), "required": [.string(member)],
    ]
    return ["message": .string(text(request)), "requestedSchema": schema]
  }

  static func text(_ request: ApprovalRequest) -> String {
    "tt: allow \(request.tool) \(shown(request))"
      + (request.account.map { " in workspace \($0)" } ?? "")
      + "? \(Renderer.escapingControlCharacters(request.message)) (rule \(request.rule), grant "
      + "\(request.grant))"
  }

  /// Reads an answer. Anything but an explicit yes is none.
  ///
  /// - Parameter result: nil where the client answered with an error.
  static func read(_ result: JSONValue?) -> Response {
    let given = result?["content"]?[member]
    switch result?["action"]?.string {
    case "accept" where given == .bool(true): return Response(consent: .approved)
    case "accept" where given == .bool(false): return Response(consent: .denied, remark: "the person did not allow it")
    case "accept": return .unavailable("the answer holds no \(member)")
    case "decline": return Response(consent: .denied, remark: "the person declined")
    case "cancel": return .unavailable("the question was dismissed")
    default: return .unavailable("the client could not ask")
    }
  }

  /// The arguments, with everything escaped that does not show: what is approved must be what is seen.
  private static func shown(_ request: ApprovalRequest) -> String {
    JSONValue.object(request.arguments).compact.unicodeScalars.reduce(into: "") { text, scalar in
      switch scalar.properties.generalCategory {
      case .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned,
        _ where scalar.properties.isDefaultIgnorableCodePoint:
        for unit in String(scalar).utf16 { text += "\\u" + String(hex: UInt64(unit), digits: 4) }
      default: text.unicodeScalars.append(scalar)
      }
    }
  }
}
