import Basics
import TrackingTime

/// A parsed command line: the command, its flags and its operands. Names have not been resolved yet.
struct Arguments: Sendable {
  var command: Command
  /// The flags the command accepts, including the global ones.
  let known: [Flag]
  /// The given flags with their values as written, in the order of the line; a switch has the value `true`.
  var flags: [(name: String, value: String)] = []
  /// The arguments that are not flags, without the words of the command itself.
  var operands: [String] = []
  /// The words after `--`, for a command that accepts a command line there.
  var commandLine: [String]?

  /// True when a switch was given and not turned off.
  func has(_ flag: String) -> Bool { value(flag).map { $0 != "false" } ?? false }

  /// The value of a flag; if it was given several times, the last one.
  func value(_ flag: String) -> String? { flags.last { $0.name.isIdentical(to: flag) }?.value }

  /// All values of a flag, in the order of the line.
  func values(_ flag: String) -> [String] { flags.filter { $0.name.isIdentical(to: flag) }.map(\.value) }
}

/// Arguments of a tool written as `name=value`.
enum KeyValueArguments {
  /// The arguments, converted to the types of the tool's parameters. Unknown ones are kept as text, so that the catalog
  /// rejects them by name.
  ///
  /// - Throws: a usage error for a word without `=` and for a name given twice.
  static func arguments(_ words: [String], of tool: String) throws(TTError) -> JSONObject {
    var arguments = JSONObject()
    for word in words {
      guard let equals = word.firstIndex(of: "="), equals != word.startIndex else {
        throw .usage(
          "invalid argument \(word.inQuotes) for \(tool): expected NAME=VALUE", hint: "for example: task_id=42")
      }
      let name = String(word[..<equals])
      let value = String(word[word.index(after: equals)...])
      if arguments[name] != nil { throw .usage("\(tool): \(name) specified twice") }
      arguments[name] = Catalog.tool(tool)?.parameter(name)?.value(from: value) ?? .string(value)
    }
    return arguments
  }
}
