import Basics
import Policy
import TrackingTime

/// The tool `check_call`: the verdict on a call without making it. Nothing is sent, counted or recorded.
enum CallCheck {
  /// The call to check: a tool and its arguments.
  ///
  /// - Throws: a usage error for anything that is no such call.
  static func call(_ arguments: JSONObject, of tools: ToolSelection) throws(TTError) -> (
    tool: Tool, arguments: JSONObject
  ) {
    let own = ServedTool.checkCallName
    for key in arguments.keys where key != "tool" && key != "arguments" {
      throw .usage("\(own): unknown argument \(key.quoted)", hint: "known arguments: tool, arguments")
    }
    guard let name = arguments["tool"]?.string else { throw .usage("\(own): tool must be the name of a tool") }
    guard let tool = tools.tool(name)?.catalogTool else {
      throw .usage("\(own): unknown tool \(name.quoted)\(tools.absence(of: name))")
    }
    switch arguments["arguments"] {
    case nil, .null?, ""?: return (tool, [:])
    case .object(let inner)?: return (tool, inner)
    case .string(let text)?:
      if let inner = (try? JSONValue.parse(text))?.object { return (tool, inner) }
    default: break
    }
    throw .usage("\(own): arguments must be an object")
  }

  /// A verdict as the tool's result.
  static func result(_ verdict: Gate.DryRun, isLocked: Bool) -> JSONObject {
    guard let refusal = verdict.refusal else { return result("allow", "The call would be made.") }
    let text = CallResult.text(of: refusal, isLocked: isLocked)
    if !verdict.isEnforced { return result("allow", "The call would be made; not enforced: " + text) }
    return result(decision(refusal), text, refusal)
  }

  /// The verdict on a call that is not valid.
  static func result(invalid error: TTError) -> JSONObject { result("invalid", CallResult.text(of: error), error) }

  private static func decision(_ refusal: TTError) -> String {
    switch refusal.failure {
    case .approvalRequired: "approval"
    case .rateLimited: "limit"
    default: "deny"
    }
  }

  private static func result(_ decision: String, _ message: String, _ refusal: TTError? = nil) -> JSONObject {
    var object: JSONObject = [
      "allowed": .bool(decision == "allow"), "decision": .string(decision), "message": .string(message),
    ]
    object["rule"] = refusal?.rule.map(JSONValue.string)
    object["retry_after"] = refusal?.retryAfter.map { JSONValue($0) }
    object["approval"] = refusal?.approval.map(JSONValue.string)
    return CallResult.success(object)
  }

  /// The tool in the list.
  static var entry: JSONValue {
    let title = "Tell whether a call would be allowed, without making it"
    return [
      "name": .string(ServedTool.checkCallName), "title": .string(title),
      "description": .string(
        title + ". Checks the arguments and asks the user's policy; nothing is sent, counted or recorded. decision is "
          + "allow, deny, approval (a person has to approve it), limit (retry_after says when to try again) or invalid."
      ),
      "inputSchema": ToolSchema.object(
        [
          "tool": ["type": "string", "description": "name of the tool that would be called"],
          "arguments": ["type": "object", "description": "the arguments it would be called with"],
        ], required: ["tool"]),
      "outputSchema": ToolSchema.object(
        [
          "allowed": ["type": "boolean"],
          "decision": ["type": "string", "enum": ["allow", "deny", "approval", "limit", "invalid"]],
          "message": ["type": "string"], "rule": ["type": "string"], "retry_after": ["type": "integer"],
          "approval": ["type": "string"],
        ], required: ["allowed", "decision", "message"]),
      "annotations": [
        "readOnlyHint": true, "destructiveHint": false, "idempotentHint": true, "openWorldHint": false,
      ],
    ]
  }
}
