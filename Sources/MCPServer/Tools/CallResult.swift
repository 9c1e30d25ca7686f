import Basics
import Policy
import TrackingTime

/// The result of a `tools/call`: what came of it as an object and as the same text, or why nothing did.
enum CallResult {
  /// Bytes of JSON that are given to a client: some clients drop the connection at lines of 10 MiB, and an answer stands
  /// in its line twice.
  static let longest = 4 << 20

  /// An answer. Lists become `items`, since the protocol's clients take objects only.
  static func success(_ answer: ToolResult, of tool: Tool) -> JSONObject {
    var object: JSONObject
    switch answer.changed == nil ? answer.data : answer.withChanged {
    case .object(let data): object = data
    case .array(let elements): object = ["items": .array(elements)]
    case .null: object = [:]
    case let other: object = ["value": other]
    }
    if tool.isList, object["items"]?.array == nil { object = ["items": [.object(object)]] }
    var text = JSONValue.object(object).compact
    var notes = answer.notes
    if text.utf8.count > longest {
      guard let changed = answer.changed else { return tooLong(tool) }
      object = ["changed": .bool(changed)]
      text = JSONValue.object(object).compact
      notes.append("the answer was too long to be passed on")
    }
    let content = [text] + (notes.isEmpty ? [] : [notes.joined(separator: "\n")])
    return ["content": .array(content.map(block)), "structuredContent": .object(object)]
  }

  /// A read whose answer nobody could take.
  static func tooLong(_ tool: Tool) -> JSONObject {
    failure(
      .usage(
        "\(tool.name): the answer is longer than \(longest >> 20) MiB",
        hint: "ask for less: "
          + (["from", "page"].filter { tool.parameter($0) != nil } + ["filter"]).joined(separator: ", ")))
  }

  /// A call that failed or was refused, in words a model can act on.
  ///
  /// - Parameter remark: what is to be said beside the error.
  static func failure(_ error: TTError, remark: String? = nil) -> JSONObject {
    let isRefusal = error.failure == .policyDenied || error.failure == .approvalRequired
    let isDenial = isRefusal || (error.failure == .rateLimited && error.rule != nil)
    var message = error.message
    if isDenial, !message.hasPrefix(denied) { message = denied + message }
    let more = [error.rule.map { "rule " + $0 }, error.hint, remark].compactMap { $0 } + error.details
    if !more.isEmpty { message += (message.hasSuffix(".") ? " " : "; ") + more.joined(separator: "; ") }
    return ["content": [block(message)], "isError": true]
  }

  /// What the text of every denial begins with.
  private static let denied = Denial.prefix

  private static func block(_ text: String) -> JSONValue { ["type": "text", "text": .string(text)] }
}

/// Keeps the elements of a list while they come, as long as they can be given to a client.
final class RowCollector {
  private(set) var rows: [JSONValue] = []
  private(set) var isTooLong = false
  private(set) var isUsed = false
  private var size = 0

  func take(_ page: [JSONValue]) {
    isUsed = true
    guard !isTooLong else { return }
    for row in page {
      size += row.compact.utf8.count + 1
      rows.append(row)
      if size > CallResult.longest {
        isTooLong = true
        rows = []
        return
      }
    }
  }
}
