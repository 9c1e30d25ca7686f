import Basics
import TrackingTime

/// Arguments of a tool written as `name=value` words.
enum KeyValueArguments {
  /// Reads the words by the types of the tool's parameters. What the catalog does not know is kept as text, so that its
  /// check refuses it by name.
  static func arguments(_ words: [String], of tool: String) throws(TTError) -> JSONObject {
    var arguments = JSONObject()
    for word in words {
      guard let equals = word.firstIndex(of: "="), equals != word.startIndex else {
        throw .usage(
          "\(Shell.quoted(word)) is no argument of \(tool)", hint: "write NAME=VALUE, for example task_id=42")
      }
      let name = String(word[..<equals])
      let value = String(word[word.index(after: equals)...])
      if arguments[name] != nil { throw .usage("\(tool): \(name) is given twice") }
      arguments[name] = Catalog.tool(tool)?.parameter(name)?.value(from: value) ?? .string(value)
    }
    return arguments
  }
}
