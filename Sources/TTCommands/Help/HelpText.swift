import TrackingTime

/// Help texts, generated from the command table.
package enum HelpText {
  /// `tt --help`.
  static var overview: String {
    var lines = [
      "tt \(Version.number): time tracking for people, scripts and agents, with a policy for every call.", "",
      "Usage: tt COMMAND [OPTIONS]", "",
    ]
    for group in Command.Group.allCases {
      let commands = CommandTable.commands.filter { $0.group == group }
      lines.append("\(group.rawValue):")
      lines += aligned(commands.map { ("  " + $0.name, $0.summary) }) + [""]
    }
    lines += [
      "Try 'tt COMMAND --help', or 'tt help' with a topic: \(HelpTopics.all.map(\.name).joined(separator: ", "))."
    ]
    return text(lines)
  }

  /// `tt COMMAND --help`.
  static func command(_ command: Command) -> String {
    var lines = ["\(command.summary).", "", "Usage: \(usage(command))", ""]
    for paragraph in command.details { lines += wrapped(paragraph, width: 80) + [""] }
    if !command.operands.isEmpty {
      lines += ["Arguments:"] + aligned(command.operands.map { ("  " + $0.name, $0.summary) }) + [""]
    }
    if !command.flags.isEmpty { lines += ["Options:"] + aligned(command.flags.map(row)) + [""] }
    lines += ["Global options:"] + aligned(Flag.global.map(row)) + [""]
    if !command.examples.isEmpty {
      lines += ["Examples:"] + aligned(command.examples.map { ("  " + $0.line, $0.summary) }) + [""]
    }
    if !command.tools.isEmpty { lines += ["Calls: \(command.tools.joined(separator: ", ")) (subject to the policy)"] }
    lines += ["Exit codes: tt help exit-codes"]
    return text(lines)
  }

  /// `tt help list`: the commands that begin with a word.
  static func group(_ word: String, _ commands: [Command]) -> String {
    text(["Usage: tt \(word) …", ""] + aligned(commands.map { ("  tt " + $0.name, $0.summary) }))
  }

  /// `tt help track_task`: the arguments of a tool, for policies and `tt call`.
  static func tool(_ tool: Tool) -> String {
    let rows = tool.parameters.map { parameter in
      (
        "  " + parameter.name,
        parameter.kind.expectation + (parameter.required ? ", required: " : ": ") + parameter.summary
      )
    }
    return text(
      ["\(tool.summary) (\(tool.access.rawValue), risk \(tool.risk.rawValue)).", "", "Arguments of \(tool.name):"]
        + aligned(rows))
  }

  /// The synopsis of a command.
  package static func usage(_ command: Command) -> String {
    let operands = command.operands.map { operand in
      let word = operand.isRepeated ? operand.name + "…" : operand.name
      return operand.isRequired ? word : "[\(word)]"
    }
    let line = command.acceptsTrailingCommand ? ["[-- COMMAND…]"] : []
    return (["tt", command.name, "[OPTIONS]"] + operands + line).joined(separator: " ")
  }

  private static func row(_ flag: Flag) -> (String, String) {
    let short = flag.short.map { "-\($0), " } ?? "    "
    // A switch for a boolean parameter of a tool can also be turned off.
    let value =
      flag.value.map { flag.isValueOptional ? "[=\($0)]" : " " + $0 } ?? (flag.parameter == nil ? "" : "[=false]")
    let words = flag.value == "WORD" && !flag.choices.isEmpty ? ": " + flag.choices.joined(separator: ", ") : ""
    return ("  " + short + flag.long + value, flag.summary + words)
  }

  /// Rows in two columns. A left side that is too long has a line of its own.
  static func aligned(_ rows: [(String, String)]) -> [String] {
    let left = min(34, rows.map { DisplayWidth.of($0.0) }.max() ?? 0)
    return rows.flatMap { row -> [String] in
      let width = DisplayWidth.of(row.0)
      let indent = String(repeating: " ", count: left + 2)
      let right = wrapped(row.1, width: 100 - left - 2)
      guard let first = right.first else { return [row.0] }
      let rest = right.dropFirst().map { indent + $0 }
      if width > left { return [row.0, indent + first] + rest }
      return [row.0 + String(repeating: " ", count: left + 2 - width) + first] + rest
    }
  }

  /// A paragraph, broken between words.
  static func wrapped(_ paragraph: String, width: Int) -> [String] {
    var lines: [String] = []
    for word in paragraph.split(separator: " ") {
      if let last = lines.last, DisplayWidth.of(last) + 1 + DisplayWidth.of(String(word)) <= width {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }

  /// Lines as one text.
  static func text(_ lines: [String]) -> String { lines.joined(separator: "\n") + "\n" }
}
