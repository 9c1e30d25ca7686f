import TTCommands

extension Manual {
  /// tt-json(7), made from the table of answers.
  static var json: Page {
    var roff = Roff()
    roff.title("tt-json", 7)
    roff.section("Name")
    roff.line("tt-json - the JSON that tt prints, member by member")
    roff.section("Description")
    roff.line(
      "With --json, or --output json, a command prints one JSON document on standard output: an object, or an array of "
        + "objects for a list. With --output jsonl a list is one object a line. An error is an object on standard error "
        + "and nothing is printed on standard output.")
    roff.paragraph(
      "Members are only added: none is removed or renamed, and none changes its type or its unit. A reader has to ignore "
        + "members that it does not know. tt --version --json has schema_version, now "
        + "\(JSONAnswers.schemaVersion), which grows with every member that is added here.")
    roff.paragraph(
      "Members of the service's objects may be null or absent, and the service may send others, which tt passes on. Names "
        + "are the service's own, in full where it abbreviates them; tt adds changed, created, running and those that "
        + "end in _rfc3339. Secrets are masked as \"***\" without --show-secrets.")
    roff.section("Types")
    for kind in JSONAnswers.kinds {
      roff.item(kind.name, kind.meaning.prefix(1).uppercased() + kind.meaning.dropFirst() + ".")
    }
    for answer in JSONAnswers.all {
      roff.section(answer.title)
      let names = answer.commands.map { $0 == "error" ? "any command" : "tt \($0)" }.joined(separator: ", ")
      roff.line("\(answer.isList ? "An array of objects" : "An object"), from \(names).")
      roff.table(answer.members.map { ($0.name, $0.kindName, $0.note) })
    }
    roff.section("See also")
    roff.line("tt(1), tt-audit(5), tt-exit-codes(7)")
    return Page(file: "tt-json.7", text: roff.text)
  }
}
