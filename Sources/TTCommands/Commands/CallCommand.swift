import Basics
import TrackingTime

/// `tt call`.
enum CallCommand {
  static let command = Command(
    group: .changing, summary: "Call a tool by name",
    details: [
      "Arguments go to the tool as they are: IDs, no names. See tt help tools for the tools, and tt help TOOL for the "
        + "arguments of one.",
      "--arguments reads them as a JSON object from a file, or from standard input if FILE is -.",
    ],
    operands: [
      .init(name: "TOOL", summary: "tool name", isRequired: true, completion: .words(Catalog.allTools.map(\.name))),
      .init(name: "NAME=VALUE", summary: "argument of the tool", isRepeated: true, completion: .arguments),
    ],
    flags: [
      Flag(
        name: "arguments", value: "FILE",
        summary: "read the arguments as a JSON object from FILE (- for standard input)",
        completion: .file)
    ],
    examples: [
      .init(line: "tt call get_task task_id=42", summary: "with one argument"),
      .init(line: "tt call create_task --arguments task.json", summary: "with arguments from a file"),
    ],
    tools: Catalog.allTools.map(\.name),
    action: .tool(call: unresolvedCall, show: show))

  static func unresolvedCall(_ arguments: Arguments, _ session: Session) throws(TTError) -> UnresolvedCall {
    let tool = arguments.operands[0]
    var values = JSONObject()
    if let file = arguments.value("arguments") { values = try read(file, session) }
    for member in try KeyValueArguments.arguments(Array(arguments.operands.dropFirst()), of: tool) {
      if values[member.key] != nil { throw .usage("\(tool): \(member.key) specified twice") }
      values[member.key] = member.value
    }
    values["account_id"] = values["account_id"] ?? arguments.workspace
    return UnresolvedCall(ToolCall(tool, values))
  }

  private static func read(_ file: String, _ session: Session) throws(TTError) -> JSONObject {
    let name = file == "-" ? "standard input" : file
    let patience = try session.patience()
    let bytes: [UInt8]?
    do throws(SystemError) {
      bytes = file == "-" ? try session.context.readInput() : try Files.read(file, pipes: patience)
    } catch {
      throw .usage("--arguments: cannot read \(name): \(error.reason)")
    }
    guard let bytes else { throw .usage("--arguments: \(name) does not exist") }
    let document: JSONValue
    do throws(JSONSyntaxError) {
      document = try JSONValue.parse(bytes)
    } catch {
      throw .usage("--arguments: \(name):\(error.line):\(error.column): invalid JSON: \(error.message)")
    }
    guard let object = document.object else {
      throw .usage("--arguments: \(name): expected a JSON object, found \(document.kindName)")
    }
    return object
  }

  static func show(_ answer: ToolResult, call: ValidatedCall, session: Session) -> Output {
    let value = answer.changed == nil ? answer.data : answer.withChanged
    guard let first = value.array?.first?.object else { return Output(value: value, view: .fields) }
    // The elements may be of any kind: show the members that fit in a table, up to a few.
    let keys = first.members.filter { $0.value.array == nil && $0.value.object == nil }.map(\.key)
    let shown = ["id", "name"].filter(keys.contains) + keys.filter { $0 != "id" && $0 != "name" }.prefix(4)
    let columns = shown.map { Column(literal: $0) }
    return Output(value: value, view: .table(ListView(columns: columns, empty: "the list is empty")))
  }
}
