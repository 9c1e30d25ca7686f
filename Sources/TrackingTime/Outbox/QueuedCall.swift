import Basics

/// A call that was allowed, but did not leave the machine: it waits to be sent.
public struct QueuedCall: Sendable, Equatable {
  /// Eight hexadecimal digits.
  public let id: String
  /// The grant it was made under, and is sent under.
  public let grant: String
  /// The address of the service it is for.
  public let service: String
  /// The workspace as text, unless an argument names it; nil for the default one.
  public let account: String?
  /// The tool's name.
  public let tool: String
  /// The arguments, with IDs for names. Times have their UTC offset, so that they mean the same anywhere.
  public let arguments: JSONObject
  /// True for a stop of whatever runs.
  let stopsAny: Bool
  /// True for an entry that is only added if it is not there.
  let isIfAbsent: Bool
  /// When the call was made: the time of a timer that names none.
  public let made: Instant
  /// True once it may have been sent, with an outcome that is not known.
  public internal(set) var mayHaveArrived = false

  init(
    _ call: ValidatedCall, _ prepared: PreparedRequest, grant: String, service: String, account: String?,
    at made: Instant
  ) {
    id = String(hex: UInt64(UInt32.random(in: .min ... .max)), digits: 8)
    self.grant = grant
    self.service = service
    self.account = account
    tool = call.tool.name
    var arguments = call.arguments.json
    for (name, time) in prepared.times where arguments[name] != nil {
      arguments[name] = .string(time.instant.rfc3339(time.offset))
    }
    self.arguments = arguments
    stopsAny = call.subject == .runningTimer
    isIfAbsent = call.isIfAbsent
    self.made = made
  }

  /// The call as it is sent now.
  ///
  /// - Parameter others: the IDs of entries that other queued calls have written.
  func toolCall(besides others: [Int]) -> ToolCall {
    let subject: ToolCall.Subject = stopsAny ? .runningTimer : tool == "create_event" ? .currentUser : .arguments
    var call = ToolCall(tool, arguments, subject: subject)
    call.isIfAbsent = isIfAbsent
    call.delay = ToolCall.Delay(since: made, mayHaveArrived: mayHaveArrived, otherEntries: others)
    return call
  }
}

extension QueuedCall {
  init?(_ json: JSONValue) {
    guard let id = json["id"]?.string, let grant = json["grant"]?.string, let service = json["service"]?.string,
      let tool = json["tool"]?.string, let arguments = json["arguments"]?.object, let made = json["made"]?.int,
      let stopsAny = json["stops_any"]?.bool, let mayHaveArrived = json["may_have_arrived"]?.bool
    else { return nil }
    self.id = id
    self.grant = grant
    self.service = service
    account = json["account"]?.string
    self.tool = tool
    self.arguments = arguments
    self.stopsAny = stopsAny
    isIfAbsent = json["if_absent"]?.bool ?? false
    self.made = Instant(seconds: made)
    self.mayHaveArrived = mayHaveArrived
  }

  var json: JSONValue {
    var object: JSONObject = [
      "id": .string(id), "grant": .string(grant), "service": .string(service),
      "account": account.map(JSONValue.string) ?? .null, "tool": .string(tool), "arguments": .object(arguments),
      "stops_any": .bool(stopsAny), "made": JSONValue(made.seconds), "may_have_arrived": .bool(mayHaveArrived),
    ]
    if isIfAbsent { object["if_absent"] = true }
    return .object(object)
  }
}
