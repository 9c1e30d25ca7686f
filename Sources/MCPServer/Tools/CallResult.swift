import Basics
import Policy
import TrackingTime

/// The result of a `tools/call`: the data as an object and as the same text, or why the call failed.
enum CallResult {
  /// The bytes of JSON a result has at most: more does not fit what models are shown of it.
  static let maxBytes = 40_000
  /// The bytes a list may have if the call asks for a number of rows. Some clients drop the connection at lines of
  /// 10 MiB, and a result appears twice in its line.
  static let maxRequestedBytes = 4 << 20
  /// The key of what a program can read about a failure.
  static let errorKey = "tt/error"

  /// A result with data.
  static func success(_ result: ToolResult, of tool: Tool) -> JSONObject {
    let object: JSONObject
    let notes = result.notes + (result.isChangeUnknown ? [Note("whether this changed anything is not known")] : [])
    switch result.changed == nil ? result.data : result.withChanged {
    case .object(let data): object = data
    case .null: object = [:]
    case let other: object = ["value": other]
    }
    return success(fitting(object), notes: notes)
  }

  /// A result with an object that fits, and notes.
  static func success(_ object: JSONObject, notes: [Note] = []) -> JSONObject {
    let text = JSONValue.object(object).compact
    let content =
      [text] + (notes.isEmpty ? [] : [notes.map { sentence($0.agentText) }.joined(separator: "\n")])
    return ["content": .array(content.map(block)), "structuredContent": .object(object)]
  }

  /// The object without its longest members if it is too long; `left_out` names them.
  private static func fitting(_ object: JSONObject) -> JSONObject {
    guard var object = JSONValue.object(object).exposingHidden.object else { return object }
    var bytes = JSONValue.object(object).compact.utf8.count
    guard bytes > maxBytes else { return object }
    var sizes = object.members.map { (key: $0.key, bytes: $0.value.compact.utf8.count) }
    sizes.sort { $0.bytes < $1.bytes }
    var leftOut: [JSONValue] = []
    while bytes > maxBytes - 1024, let longest = sizes.popLast() {
      bytes -= longest.bytes
      object[longest.key] = nil
      leftOut.append(.string(longest.key))
    }
    object["left_out"] = .array(leftOut)
    return object
  }

  /// A failed or denied call, in words a model can act on, and in `_meta` for programs.
  ///
  /// - Parameters:
  ///   - remark: added to the error's own text.
  ///   - isLocked: true if the caller is not told about tt's files.
  static func failure(_ error: TTError, remark: String? = nil, isLocked: Bool = false) -> JSONObject {
    var details: JSONObject = ["class": .string(error.failure.rawValue)]
    details["rule"] = error.rule.map(JSONValue.string)
    details["retry_after"] = error.retryAfter.map { JSONValue($0) }
    details["approval"] = error.approval.map(JSONValue.string)
    return [
      "content": [block(text(of: error, remark: remark, isLocked: isLocked))], "isError": true,
      "_meta": [errorKey: .object(details)],
    ]
  }

  /// What an error says to an agent.
  static func text(of error: TTError, remark: String? = nil, isLocked: Bool = false) -> String {
    let isRefusal = error.failure == .policyDenied || error.failure == .approvalRequired
    let isDenial =
      isRefusal || (error.failure == .rateLimited && error.rule != nil && error.rule != Gate.serviceLimitRule)
    var error = error
    if error.failure == .config { error.concealFiles(entirely: isLocked) }
    // What else there is to do about a limit, in tt's files, is not for an agent.
    if error.failure == .rateLimited, let seconds = error.retryAfter { error.remedy = .wait(seconds: seconds) }
    var message = error.message
    if isDenial, !message.hasPrefix(Denial.prefix) { message = Denial.prefix + message }
    let more = [error.rule.map { "rule " + $0 }, error.remedy?.agentText, remark].compactMap { $0 } + error.details
    let first = sentence(message)
    if more.isEmpty { return first }
    return first + (message.hasSuffix(".") ? " " : "; ") + more.map(sentence).joined(separator: "; ")
  }

  /// A text on one line, of limited length, with nothing hidden in it.
  private static func sentence(_ text: String) -> String {
    let text = text.escapingControlCharacters
    guard text.utf8.count > maxSentenceBytes else { return text }
    return String(text.unicodeScalars.prefix(maxSentenceBytes / 4)) + "…"
  }

  private static let maxSentenceBytes = 4096

  private static func block(_ text: String) -> JSONValue { ["type": "text", "text": .string(text)] }
}

extension TTError {
  /// Leaves out where tt's own files are: an agent has nothing to do there.
  ///
  /// - Parameter entirely: true also leaves out what is wrong with them.
  fileprivate mutating func concealFiles(entirely: Bool) {
    if entirely {
      message = "tt's own files are not in order"
      details = []
    } else {
      message = message.withoutFolders
      details = details.map(\.withoutFolders)
    }
    if case .awaitLock? = remedy { return }
    remedy = .advice("the user has to correct this")
  }
}

extension String {
  /// The text with absolute paths cut down to their last component.
  fileprivate var withoutFolders: String {
    split(separator: " ", omittingEmptySubsequences: false).map { word in
      guard word.hasPrefix("/"), let slash = word.lastIndex(of: "/") else { return String(word) }
      return String(word[word.index(after: slash)...])
    }.joined(separator: " ")
  }
}
