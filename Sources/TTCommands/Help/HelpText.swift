import TrackingTime

/// Help texts, generated from the command table.
package enum HelpText {
  /// The width of help: that of the terminal or of COLUMNS, at most 100, and 80 if it is unknown.
  static func width(_ context: Context) -> Int {
    let columns = context.variable("COLUMNS").flatMap { Int($0) } ?? context.output.columns ?? 80
    return min(100, max(40, columns))
  }

  /// `tt` without arguments: what runs, if that is known, and the commands of every day.
  ///
  /// - Parameter status: the last known timer in one line.
  static func start(status: String?, width: Int = 80) -> String {
    let everyday = [
      ["track"], ["stop"], ["switch"], ["status"], ["continue"], ["add"], ["list", "events"], ["report"],
    ]
    let rows = everyday.compactMap(CommandTable.command).map { command in
      ("  tt " + command.name, command.summary)
    }
    let lines =
      (status.map { (DisplayWidth.of($0) <= width ? [$0] : wrapped($0, width: width)) + [""] } ?? []) + [
        "Usage: tt COMMAND [OPTIONS]", "",
      ]
    return text(
      ["tt \(Version.number)", ""] + lines + aligned(rows, width: width) + [
        ""
      ] + wrapped("All commands and topics: tt help. One of them: tt help COMMAND.", width: width))
  }

  /// `tt --help`.
  static func overview(width: Int = 80) -> String {
    let title = "tt \(Version.number): time tracking for people, scripts and agents, with a policy for every call."
    var lines = wrapped(title, width: width) + ["", "Usage: tt COMMAND [OPTIONS]", ""]
    let commands = CommandTable.commands
    for group in Command.Group.allCases {
      lines.append("\(group.rawValue):")
      lines += aligned(commands.filter { $0.group == group }.map { ("  " + $0.name, $0.summary) }, width: width) + [""]
    }
    lines += wrapped(
      "Try 'tt COMMAND --help', or 'tt help' with a topic: \(HelpTopics.all.map(\.name).joined(separator: ", ")).",
      width: width)
    return text(lines)
  }

  /// `tt COMMAND --help`.
  static func command(_ command: Command, width: Int = 80) -> String {
    var lines = wrapped("\(command.summary).", width: width) + ["", "Usage: \(usage(command))", ""]
    for paragraph in command.details { lines += wrapped(paragraph, width: width) + [""] }
    if !command.operands.isEmpty {
      lines += ["Arguments:"] + aligned(command.operands.map { ("  " + $0.name, $0.summary) }, width: width) + [""]
    }
    if !command.flags.isEmpty { lines += ["Options:"] + aligned(command.flags.map(row), width: width) + [""] }
    lines += ["Global options: tt help global", ""]
    if !command.examples.isEmpty {
      lines += ["Examples:"] + aligned(command.examples.map { ("  " + $0.line, $0.summary) }, width: width) + [""]
    }
    if !command.tools.isEmpty {
      lines += wrapped("Calls: \(command.tools.joined(separator: ", ")) (subject to the policy)", width: width)
    }
    lines += ["Exit codes: tt help exit-codes"]
    return text(lines)
  }

  /// `tt help list`: the commands that begin with a word.
  static func group(_ word: String, _ commands: [Command], width: Int = 80) -> String {
    text(["Usage: tt \(word) …", ""] + aligned(commands.map { ("  tt " + $0.name, $0.summary) }, width: width))
  }

  /// `tt help track_task`: the arguments of a tool, for policies and `tt call`.
  static func tool(_ tool: Tool, width: Int = 80) -> String {
    let rows = tool.parameters.map { parameter in
      (
        "  " + parameter.name,
        parameter.kind.expectation + (parameter.required ? ", required: " : ": ") + parameter.summary
      )
    }
    return text(
      wrapped("\(tool.summary) (\(tool.access.rawValue), risk \(tool.risk.rawValue)).", width: width) + [
        "", "Arguments of \(tool.name):",
      ]
        + aligned(rows, width: width))
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

  static func row(_ flag: Flag) -> (String, String) {
    let short = flag.short.map { "-\($0), " } ?? "    "
    // A switch for a boolean parameter of a tool can also be turned off.
    let value =
      flag.value.map { flag.isValueOptional ? "[=\($0)]" : " " + $0 } ?? (flag.parameter == nil ? "" : "[=false]")
    let words = flag.value == "WORD" && !flag.choices.isEmpty ? ": " + flag.choices.joined(separator: ", ") : ""
    return ("  " + short + flag.long + value, flag.summary + words)
  }

  /// Rows in two columns. A left side that is too long has a line of its own.
  static func aligned(_ rows: [(String, String)], width total: Int = 80) -> [String] {
    let left = min(total >= 80 ? 34 : total / 3, rows.map { DisplayWidth.of($0.0) }.max() ?? 0)
    return rows.flatMap { row -> [String] in
      let width = DisplayWidth.of(row.0)
      let indent = String(repeating: " ", count: left + 2)
      let right = wrapped(row.1, width: total - left - 2)
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
