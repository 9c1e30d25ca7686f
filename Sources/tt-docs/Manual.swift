import TTCommands

/// The man pages of tt and of its commands, made from the command table, and the one on its JSON. Those on other topics
/// (sections 5 and 7) are written by hand.
enum Manual {
  /// A page: its file name, for example `tt-track.1`, and its source.
  struct Page {
    var file: String
    var text: String
  }

  /// The overview, a page for each command, and the one on JSON.
  static var pages: [Page] {
    [Page(file: "tt.1", text: overview())]
      + CommandTable.commands.map { Page(file: name($0) + ".1", text: page($0)) } + [json]
  }

  /// The page of a command, for example `tt-list-tasks`.
  private static func name(_ command: Command) -> String { "tt-" + command.path.joined(separator: "-") }

  private static func overview() -> String {
    var roff = Roff()
    roff.title("tt", 1)
    roff.section("Name")
    roff.line("tt - time tracking for people, scripts and agents, with a policy for every call")
    roff.section("Synopsis")
    roff.bold("tt COMMAND [OPTIONS]")
    roff.section("Description")
    roff.line(
      "tt is a client for the TrackingTime service. Every call is checked against its tool's parameters, a local policy and "
        + "local rate limits, and written to an audit log, before anything leaves the machine.")
    roff.section("Commands")
    for command in CommandTable.commands { roff.item("tt " + command.name, command.summary + ".") }
    globalOptions(&roff)
    roff.section("Environment")
    for (name, meaning) in HelpTopics.variables { roff.item(name, meaning + ".") }
    roff.section("Files")
    for (name, meaning) in HelpTopics.files { roff.item(name, meaning + ".") }
    exitStatus(&roff)
    roff.section("Examples")
    for command in CommandTable.commands { examples(command, limit: 1, &roff) }
    seeAlso(CommandTable.commands.map { "\(name($0))(1)" }, &roff)
    return roff.text
  }

  private static func page(_ command: Command) -> String {
    var roff = Roff()
    roff.title(name(command), 1)
    roff.section("Name")
    roff.line("\(name(command)) - \(command.summary.prefix(1).lowercased() + command.summary.dropFirst())")
    roff.section("Synopsis")
    roff.bold(HelpText.usage(command))
    roff.section("Description")
    let paragraphs = command.details.isEmpty ? [command.summary + "."] : command.details
    for (index, paragraph) in paragraphs.enumerated() {
      if index == 0 { roff.line(paragraph) } else { roff.paragraph(paragraph) }
    }
    if !command.tools.isEmpty, command.tools.count < 5 {
      roff.paragraph("It calls " + command.tools.joined(separator: " or ") + ", which is what a policy judges.")
    }
    if !command.operands.isEmpty {
      roff.section("Arguments")
      for operand in command.operands { roff.item(operand.name, operand.summary + ".") }
    }
    if !command.flags.isEmpty {
      roff.section("Options")
      for flag in command.flags { option(flag, &roff) }
    }
    globalOptions(&roff)
    if !command.examples.isEmpty {
      roff.section("Examples")
      examples(command, limit: .max, &roff)
    }
    for section in command.manualSections {
      roff.section(section.title)
      for part in section.parts {
        switch part {
        case .text(let text): roff.paragraph(text)
        case .lines(let lines): roff.example(lines)
        }
      }
    }
    exitStatus(&roff)
    seeAlso(["tt(1)"], &roff)
    return roff.text
  }

  private static func option(_ flag: Flag, _ roff: inout Roff) {
    let short = flag.short.map { "-\($0), " } ?? ""
    let words = flag.choices.isEmpty ? "" : "; one of \(flag.choices.joined(separator: ", "))"
    roff.item(short + flag.long + (flag.value.map { " " + $0 } ?? ""), flag.summary + words + ".")
  }

  private static func globalOptions(_ roff: inout Roff) {
    roff.section("Global options")
    for flag in Flag.global { option(flag, &roff) }
  }

  private static func exitStatus(_ roff: inout Roff) {
    roff.section("Exit status")
    roff.line("0 on success, including when nothing had to change. See tt-exit-codes(7) for all other codes.")
  }

  private static func examples(_ command: Command, limit: Int, _ roff: inout Roff) {
    for example in command.examples.prefix(limit) {
      roff.paragraph(example.summary.prefix(1).uppercased() + example.summary.dropFirst() + ":")
      roff.example([example.line])
    }
  }

  /// By section and name, as man pages have it.
  private static func seeAlso(_ commands: [String], _ roff: inout Roff) {
    let topics = HelpTopics.pages.sorted { ($0.section, $0.name) < ($1.section, $1.name) }
    roff.section("See also")
    roff.line((commands.sorted() + topics.map { "\($0.name)(\($0.section))" }).joined(separator: ", "))
  }
}
