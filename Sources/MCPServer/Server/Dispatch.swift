import Basics
import TrackingTime

/// What a message asks the server to do.
enum Dispatch: Sendable {
  case nothing
  /// The message cannot be answered, but is worth a line in the log.
  case log(String)
  case reply(RequestID, Result<JSONObject, RPCError>)
  case list(RequestID, ClientInfo)
  case call(ToolRequest)
  /// Opens a subscription.
  case listen(RequestID, wantsTools: Bool)
  case cancel(RequestID)
  /// The client's response to a request of the server; nil where it is an error.
  case response(RequestID, JSONValue?)
  /// Several messages of one line, answered together in one line.
  case batch([Dispatch])
  /// Several messages of one line, each answered in a line of its own.
  case several([Dispatch])
}

/// A well-formed `tools/call`. Its arguments have not been validated yet.
struct ToolRequest: Sendable {
  var id: RequestID
  var client: ClientInfo
  var tool: ServedTool
  var arguments: JSONObject
  var progressToken: JSONValue?
  /// The `requestState` and the `inputResponses` of a retry.
  var state: String?
  var responses: JSONObject?
}
