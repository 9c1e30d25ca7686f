import Basics
import TestSupport
import Testing

@testable import TTCommands

/// What an edited text of 2 March 2026 in Berlin asks for.
@Suite("Changes of a day's text") struct DayChangesTests {
  private static let zone = Basics.TimeZone(posix: "CET-1CEST,M3.5.0,M10.5.0/3") ?? .utc

  private static func entry(
    _ id: Int, _ start: String, _ end: String, _ seconds: Int, task: String = "Write report", notes: String = ""
  ) throws -> DayEntry {
    let row: JSONValue = [
      "id": JSONValue(id), "event_type": "WORK", "start": .string("2026-03-02 " + start),
      "end": .string("2026-03-02 " + end), "duration": JSONValue(seconds), "timezone": "GMT+01:00", "task_id": 42,
      "task": .string(task), "project": "Website", "notes": .string(notes),
    ]
    return try #require(DayEntry(row, runningID: id == 6409 ? id : nil))
  }

  private static func entries() throws -> [DayEntry] {
    [
      try entry(6401, "09:00:23", "10:15:40", 4517, notes: "call\nwith \\Acme\\ "),
      try entry(6402, "10:15:40", "11:00:00", 2660, task: "Fix  two (blanks)"),
      try entry(6403, "22:00:00", "23:00:00", 10_800), try entry(6409, "12:00:00", "12:00:00", 0),
    ]
  }

  private static func text() throws -> String {
    try entries().map { $0.line(in: zone) }.joined(separator: "\n") + "\n"
  }

  private func changes(_ text: String, current: [DayEntry]? = nil) throws -> [DayChange] {
    let before = try Self.entries()
    return try DayChanges(
      base: Dictionary(uniqueKeysWithValues: before.map { ($0.id, $0.line(in: Self.zone)) }),
      current: Dictionary(uniqueKeysWithValues: (current ?? before).map { ($0.id, $0) }), zone: Self.zone,
      day: Instant(seconds: 1_772_406_000), account: nil
    ).changes(of: text)
  }

  @Test("an entry is a line, with an open end if it is running, and with escaped notes")
  func lines() throws {
    #expect(
      try Self.text() == #"""
        09:00 - 10:15  Write report (Website)  call\nwith \\Acme\\\u{20}  #6401
        10:15 - 11:00  Fix  two (blanks) (Website)  #6402
        22:00 - 01:00+1  Write report (Website)  #6403
        12:00 -        Write report (Website)  #6409

        """#)
  }

  @Test("lines that stay as they are make no call, in any order and with comments, blank lines and CRLF")
  func unchanged() throws {
    let lines = try Self.text().split(separator: "\n").map(String.init)
    #expect(try changes(Self.text()).isEmpty)
    #expect(try changes("# a\r\n\r\n" + lines.reversed().joined(separator: "  \r\n")).isEmpty)
  }

  @Test("an empty text, or one of comments, changes nothing", arguments: ["", "\n\n", "# only\n"])
  func empty(_ text: String) throws { #expect(try changes(text).isEmpty) }

  @Test("only what is changed is sent: the other end keeps its seconds, and times are instants")
  func edited() throws {
    let end = try changes(Self.text().replacing("09:00 - 10:15", with: "09:00 - 10:30"))
    #expect(end.count == 1 && end[0].action == .changed && end[0].id == 6401)
    #expect(
      end[0].call.call.arguments == [
        "event_id": 6401, "start": "2026-03-02T09:00:23+01:00", "end": "2026-03-02T10:30:00+01:00",
      ])
    let notes = try changes(Self.text().replacing(#"call\nwith"#, with: #"a\tb\ncall with"#))
    #expect(notes[0].call.call.arguments == ["event_id": 6401, "notes": "a\tb\ncall with \\Acme\\ "])
    let none = try changes(Self.text().replacing(#"  call\nwith \\Acme\\\u{20}"#, with: ""))
    #expect(none[0].call.call.arguments == ["event_id": 6401, "notes": ""])
    let running = try changes(Self.text().replacing("12:00 -  ", with: "11:45 -  "))
    #expect(running[0].call.call.arguments == ["event_id": 6409, "start": "2026-03-02T11:45:00+01:00"])
    let night = try changes(Self.text().replacing("01:00+1", with: "02:00+1"))
    #expect(night[0].call.call.arguments["end"] == "2026-03-03T02:00:00+01:00")
  }

  @Test("a task is that of another line, an ID, or a name that is looked up, in its project if one is given")
  func tasks() throws {
    let known = try changes(Self.text().replacing("11:00  Fix  two (blanks)", with: "11:00  Write report"))
    #expect(known[0].call.call.arguments == ["event_id": 6402, "task_id": 42] && known[0].call.references.isEmpty)
    let id = try changes(Self.text().replacing("11:00  Fix  two (blanks) (Website)", with: "11:00  8301"))
    #expect(id[0].call.call.arguments["task_id"] == 8301)
    let name = try changes(Self.text() + "13:00 - 14:00  Call (Mobile app)  hi\n")
    #expect(name[0].call.references.map(\.word) == ["Mobile app", "Call"])
    #expect(name[0].call.call.arguments["notes"] == "hi")
    let project = try changes(Self.text() + "13:00 - 14:00  (Mobile app)\n")
    #expect(project[0].call.references.map(\.kind) == [.project])
    let blanks = try changes(Self.text() + "13:00 - 14:00  Fix  two (blanks) (Website)  x\n")
    #expect(blanks[0].call.call.arguments["task_id"] == 42 && blanks[0].call.call.arguments["notes"] == "x")
  }

  @Test("a line without an ID is new, and is added only if it is not there")
  func added() throws {
    let new = try changes("13:00 - 13:30  8301  call  #1 with #2\n" + Self.text())
    #expect(new.map(\.action) == [.added] && new[0].call.call.tool == "create_event" && new[0].call.call.isIfAbsent)
    #expect(
      new[0].call.call.arguments == [
        "start": "2026-03-02T13:00:00+01:00", "end": "2026-03-02T13:30:00+01:00", "notes": "call  #1 with #2",
        "task_id": 8301,
      ])
  }

  @Test("a missing line is a deletion; one that is gone already is none")
  func deleted() throws {
    let text = try Self.text().split(separator: "\n").filter { !$0.hasSuffix("#6402") }.joined(separator: "\n")
    let change = try changes(text)
    #expect(change.map(\.action) == [.deleted] && change[0].call.call.arguments == ["event_id": 6402])
    #expect(try changes(text, current: Self.entries().filter { $0.id != 6402 }).isEmpty)
  }

  @Test("changes come first, then what is new, then deletions")
  func order() throws {
    let text =
      try "13:00 - 14:00  8301\n"
      + Self.text().split(separator: "\n").filter { !$0.hasSuffix("#6401") }.joined(separator: "\n")
      .replacing("11:00", with: "11:01")
    #expect(try changes(text).map(\.action) == [.changed, .added, .deleted])
  }

  @Test("an entry that was changed elsewhere is a conflict; one that is as the text wants it makes no call")
  func conflicts() throws {
    var current = try Self.entries()
    current[1] = try Self.entry(6402, "10:15:40", "11:05:00", 2960, task: "Fix  two (blanks)")
    let edited = try Self.text().replacing("11:00", with: "11:10")
    #expect(try failure { _ = try changes(edited, current: current) }.failure == .conflict)
    #expect(try changes(Self.text().replacing("11:00", with: "11:05"), current: current).isEmpty)
    #expect(try changes(Self.text(), current: current).isEmpty, "it is not touched")
    let without = try Self.text().split(separator: "\n").filter { !$0.hasSuffix("#6402") }.joined(separator: "\n")
    #expect(try failure { _ = try changes(without, current: current) }.failure == .conflict)
  }

  @Test(
    "a line that cannot be meant is a usage error with its number",
    arguments: [
      "Write report", "9 - 10  Call", "09:00 10:00  Call", "09:00 - 25:00  Call", "09:00 - 10:00",
      "10:00 - 09:00  Call",
      "09:00 - 09:00  Call", "09:00 -  Call", #"09:00 - 10:00  Call  \x"#, "09:00 - 10:00  Call  #99",
      "09:00 - 10:00+x  Call", "09:00 - 10:00  Call  #6401",
    ])
  func invalid(_ line: String) throws {
    let text = try Self.text() + "# comment\n" + line + "\n"
    let error = try failure { _ = try changes(text) }
    #expect(error.failure == .usage && error.message.hasPrefix("line 6: "), "\(error.message)")
  }

  @Test("the running entry gets no end and is not removed; another entry keeps an end")
  func running() throws {
    #expect(
      try failure { _ = try changes(Self.text().replacing("12:00 -      ", with: "12:00 - 12:30")) }.failure == .usage)
    let without = try Self.text().split(separator: "\n").filter { !$0.hasSuffix("#6409") }.joined(separator: "\n")
    #expect(try failure { _ = try changes(without) }.failure == .usage)
    #expect(try failure { _ = try changes(Self.text().replacing("10:15 - 11:00", with: "10:15 -")) }.failure == .usage)
  }

  @Test("notes of any characters survive the way to the text and back")
  func notes() throws {
    var random = SeededGenerator(seed: 7)
    let alphabet = Array("a \\\n\r\tnu{}20#\u{1B}\u{202E}é👩‍💻\u{0301}".unicodeScalars)
    for _ in 0..<2000 {
      var scalars = String.UnicodeScalarView()
      for _ in 0..<Int.random(in: 0...8, using: &random) {
        if let scalar = alphabet.randomElement(using: &random) { scalars.append(scalar) }
      }
      let notes = String(scalars)
      let escaped = NotesText.escaped(notes)
      #expect(NotesText.unescaped(escaped)?.isIdentical(to: notes) == true, "\(escaped)")
      #expect(!escaped.unicodeScalars.contains { $0.value < 0x20 })
      let entry = try Self.entry(6401, "09:00:00", "10:00:00", 3600, notes: notes)
      let line = try #require(try DayLine.lines(of: entry.line(in: Self.zone)).first)
      let parts = try line.parts(knowing: [entry.title])
      #expect(parts.notes.isIdentical(to: notes), "\(line.text)")
      #expect(line.id == 6401)
    }
  }
}
