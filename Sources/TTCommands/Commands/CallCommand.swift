import Basics
import TrackingTime

/// `tt call`: any tool, raw.
enum CallCommand {
  static let command = Command(
    path: ["call"], group: .changing, summary: "Call any of the service's tools by name",
    details: [
      "The arguments are the tool's own: numbers, no names. See tt help tools, and tt help TOOL for a tool's arguments.",
      "With --arguments a JSON object is read from a file, or from the standard input for -.",
    ],
    operands: [
      .init(
        name: "TOOL", summary: "the tool's name", isRequired: true, completion: .words(Catalog.tools.map(\.name))),
      .init(name: "NAME=VALUE", summary: "an argument of the tool", isRepeated: true, completion: .arguments),
    ],
    flags: [
      Flag(
        name: "arguments", value: "FILE", summary: "read the arguments as a JSON object; - is stdin", completion: .file)
    ],
    examples: [
      .init(line: "tt call get_task task_id=42", summary: "one argument"),
      .init(line: "tt call create_task --arguments task.json", summary: "arguments from a file"),
    ],
    tools: Catalog.tools.map(\.name),
    action: .tool(draft: draft, show: show))

  static func draft(_ arguments: Arguments, _ session: Session) throws(TTError) -> UnresolvedCall {
    let tool = arguments.operands[0]
    var values = JSONObject()
    if let file = arguments.value("arguments") { values = try read(file, session) }
    for member in try KeyValueArguments.arguments(Array(arguments.operands.dropFirst()), of: tool) {
      if values[member.key] != nil { throw .usage("\(tool): \(member.key) is given twice") }
      values[member.key] = member.value
    }
    if let account = arguments.value("account-id"), values["account_id"] == nil {
      values["account_id"] = try arguments.checked(account, Catalog.accountID, as: "--account-id")
    }
    return UnresolvedCall(ToolCall(tool, values))
  }

  private static func read(_ file: String, _ session: Session) throws(TTError) -> JSONObject {
    let name = file == "-" ? "the standard input" : file
    let bytes: [UInt8]?
    do throws(SystemError) {
      bytes = file == "-" ? try session.context.readInput() : try Files.read(file)
    } catch {
      throw .usage("--arguments: \(name) cannot be read: \(error.reason)")
    }
    guard let bytes else { throw .usage("--arguments: \(name) does not exist") }
    let document: JSONValue
    do throws(JSONSyntaxError) {
      document = try JSONValue.parse(bytes)
    } catch {
      throw .usage("--arguments: \(name):\(error.line):\(error.column): not JSON: \(error.message)")
    }
    guard let object = document.object else {
      throw .usage("--arguments: \(name) holds \(document.kindName); a JSON object is expected")
    }
    return object
  }

  static func show(_ answer: ToolResult, _ call: ToolCall, _ session: Session) -> Output {
    let value = answer.changed == nil ? answer.data : answer.withChanged
    guard let first = value.array?.first?.object else { return Output(value: value, view: .fields) }
    // A list of unknown kind: the members that are short enough to be told apart in a table.
    let keys = first.members.filter { $0.value.array == nil && $0.value.object == nil }.map(\.key)
    let shown = ["id", "name"].filter(keys.contains) + keys.filter { $0 != "id" && $0 != "name" }.prefix(4)
    let columns = shown.map { Column(literal: $0) }
    return Output(value: value, view: .table(ListView(columns: columns, empty: "the list is empty")))
  }
}
