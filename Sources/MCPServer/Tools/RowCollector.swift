import Basics
import TrackingTime

/// Collects the rows of a list as they arrive, as many as the result shows, and counts the others.
final class RowCollector {
  private let tool: Tool
  private let options: ListOptions
  /// True if the call asks for a single page of the service.
  private let isPage: Bool
  private let maxRows: Int
  private let maxBytes: Int
  private var rows: [JSONValue] = []
  private var bytes = 0
  private var total = 0
  private var isFull = false

  /// A collector for the call of a tool with these arguments.
  init(_ tool: Tool, _ options: ListOptions, arguments: JSONObject) {
    self.tool = tool
    self.options = options
    isPage = arguments["page"].map { !$0.isNull } ?? false
    let pageSize = arguments["page_size"].flatMap { $0.int ?? $0.string.flatMap { Int($0) } }
    maxRows = options.limit ?? (isPage ? pageSize : nil) ?? ListOptions.defaultLimit
    // What stands around the rows takes the rest.
    maxBytes = (options.limit == nil ? CallResult.maxBytes : CallResult.maxRequestedBytes) - 1024
  }

  /// Takes the rows of a page.
  func take(_ page: [JSONValue]) {
    total += page.count
    for row in page {
      guard !isFull, rows.count < maxRows else { return }
      let row = options.select(row, of: tool).exposingHidden
      bytes += row.compact.utf8.count + 1
      isFull = bytes > maxBytes
      if !isFull { rows.append(row) }
    }
  }

  /// The rows, how many there are, and how to get those that are not shown.
  var object: JSONObject {
    var object: JSONObject = ["items": .array(rows), "total": JSONValue(total)]
    if rows.count < total { object["more"] = .string(more) }
    return object
  }

  private var more: String {
    var ways: [String] = []
    // The whole list comes last: it may be far more than an agent can read.
    let filters = ["from", "to", "project_id", "filter", "include_tasks"].filter { tool.parameter($0) != nil }
    if !filters.isEmpty { ways.append("ask for less with " + filters.joined(separator: ", ")) }
    if tool.parameter("page") != nil, !isPage { ways.append("pass page (from 0) and page_size for a part") }
    if isFull { ways.append("choose fewer members with fields") }
    if !isFull || options.limit == nil { ways.append("pass limit: \(total) for all" + (isPage ? " of this page" : "")) }
    return "\(rows.count) of \(total) rows are shown; " + ways.joined(separator: ", or ")
  }
}
