import Basics
import Policy
import TrackingTime

/// The result of a `tools/call`: the data as an object and as the same text, or why the call failed.
enum CallResult {
  /// The bytes of JSON a result may have. Some clients drop the connection at lines of 10 MiB, and a result appears twice
  /// in its line.
  static let maxBytes = 4 << 20

  /// A result with data. Lists become `items`, since clients expect an object.
  static func success(_ result: ToolResult, of tool: Tool) -> JSONObject {
    var object: JSONObject
    switch result.changed == nil ? result.data : result.withChanged {
    case .object(let data): object = data
    case .array(let elements): object = ["items": .array(elements)]
    case .null: object = [:]
    case let other: object = ["value": other]
    }
    if tool.isList, object["items"]?.array == nil { object = ["items": [.object(object)]] }
    var text = JSONValue.object(object).compact
    var notes = result.notes
    if text.utf8.count > maxBytes {
      guard let changed = result.changed else { return tooLong(tool) }
      object = ["changed": .bool(changed)]
      text = JSONValue.object(object).compact
      notes.append(Note("the rest of the result was too long to return"))
    }
    let content = [text] + (notes.isEmpty ? [] : [notes.map(\.agentText).joined(separator: "\n")])
    return ["content": .array(content.map(block)), "structuredContent": .object(object)]
  }

  /// A read whose data exceeds `maxBytes`.
  static func tooLong(_ tool: Tool) -> JSONObject {
    let filters = ["from", "page"].filter { tool.parameter($0) != nil } + ["filter"]
    return failure(
      .usage(
        "\(tool.name): the result exceeds \(maxBytes >> 20) MiB",
        hint: "request less with " + filters.joined(separator: ", ")))
  }

  /// A failed or denied call, in words a model can act on.
  ///
  /// - Parameter remark: added to the error's own text.
  static func failure(_ error: TTError, remark: String? = nil) -> JSONObject {
    let isRefusal = error.failure == .policyDenied || error.failure == .approvalRequired
    let isDenial = isRefusal || (error.failure == .rateLimited && error.rule != nil)
    var message = error.message
    if isDenial, !message.hasPrefix(Denial.prefix) { message = Denial.prefix + message }
    let more = [error.rule.map { "rule " + $0 }, error.remedy?.agentText, remark].compactMap { $0 } + error.details
    if !more.isEmpty { message += (message.hasSuffix(".") ? " " : "; ") + more.joined(separator: "; ") }
    return ["content": [block(message)], "isError": true]
  }

  private static func block(_ text: String) -> JSONValue { ["type": "text", "text": .string(text)] }
}

/// Collects the elements of a list as they arrive, up to what a result may hold.
final class RowCollector {
  private(set) var rows: [JSONValue] = []
  private(set) var isTooLong = false
  private(set) var isUsed = false
  private var bytes = 0

  func take(_ page: [JSONValue]) {
    isUsed = true
    guard !isTooLong else { return }
    for row in page {
      bytes += row.compact.utf8.count + 1
      rows.append(row)
      if bytes > CallResult.maxBytes {
        isTooLong = true
        rows = []
        return
      }
    }
  }
}
