import Basics
import Testing

@testable import Reports

@Suite("Timewarrior's and klog's files, and calendars") struct LineImportTests {
  private static let nine = "2026-11-25T08:00:00Z | 2026-11-25T09:00:00Z"

  @Test("a line of Timewarrior has the task as its first tag; other tags and the annotation are notes")
  func timewarrior() {
    let text = """
      inc 20261125T080000Z - 20261125T090000Z # "Write \\"it\\"" "two words" # "with \\"Bob\\""

      inc 20261125T080000Z - 20261125T090000Z # Call
      inc 20261125T080000Z # Call
      inc 20261125T080000Z - 20261125T090000Z # Call Site tt:42 # note
      """
    let file = imported(text, as: .timewarrior)
    #expect(
      file.texts == [
        Self.nine + " | Write \"it\" | - | - | with \"Bob\" #two words", Self.nine + " | Call | - | - | ",
        Self.nine + " | Call | 42 | - | note",
      ])
    #expect(file.skipped == [LineRemark(line: 4, text: "still running")])
    let mapped = imported(text, as: .timewarrior, map: [.task: "2", .project: "1"])
    #expect(mapped.texts.first == Self.nine + " | two words | - | Write \"it\" | with \"Bob\"")
    #expect(mapped.problemTexts == ["3: nothing to take the task from: expected 2"])
  }

  @Test(
    "a line that is not Timewarrior's is named",
    arguments: [
      "foo", "inc", "inc x", "inc 20261125T080000Z - ", "inc 20261125T080000Z - 20261125T090000Z tag",
      "inc 20261125T080000Z - 20261125T090000Z # \"open", "inc 20261325T080000Z - 20261125T090000Z # x",
      "inc 20261125T080000 - 20261125T090000Z # x",
    ])
  func notTimewarrior(_ line: String) {
    #expect(imported("\n" + line, as: .timewarrior).problems.map(\.line) == [2])
  }

  @Test("what timew export prints is read, and an interval that is wrong is named with its line")
  func timewarriorJSON() {
    let text = """
      [
      {"id":3,"start":"20261125T080000Z","end":"20261125T090000Z","tags":["Call","{\\"x"],"annotation":"n"},
      {"id":2,"start":"20261125T080000Z","tags":["Call"]},
      {"id":1,"end":"20261125T080000Z","tags":["Call"]}
      ]
      """
    let file = imported(text, as: .timewarrior)
    #expect(file.texts == [Self.nine + " | Call | - | - | n #{\"x"])
    #expect(file.skipped.map(\.line) == [3] && file.problems.map(\.line) == [4])
    #expect(imported("[\n1,", as: .timewarrior).problems.map(\.line) == [2])
  }

  @Test("klog's times, with days before and after, are read in the machine's zone")
  func klog() {
    let text = """
      2026-11-25 (8h!)
      About this day #x
          9:00 - 10:00 Call #tt=42
          9:00am-10:00 fixed #login-page with
              a second line
          <23:00 - 1:00 Call
          23:00 - 1:00> Call #task="Other one" #project='Site'
          22:00 - 24:00 Call
          12:00pm - ? Call

      2026/11/26
      \t9:00 - 10:00 #call
      """
    let file = imported(text, as: .klog)
    #expect(
      file.texts == [
        Self.nine + " | Call | 42 | - | Call",
        Self.nine + " | login-page | - | - | fixed #login-page with\na second line",
        "2026-11-24T22:00:00Z | 2026-11-25T00:00:00Z | Call | - | - | ",
        "2026-11-25T22:00:00Z | 2026-11-26T00:00:00Z | Other one | - | Site | Call",
        "2026-11-25T21:00:00Z | 2026-11-25T23:00:00Z | Call | - | - | ",
        "2026-11-26T08:00:00Z | 2026-11-26T09:00:00Z | call | - | - | ",
      ], "\(file)")
    #expect(file.skipped == [LineRemark(line: 9, text: "still running")])
  }

  @Test("klog's entries of less than a minute are left out, and the others are read")
  func klogMinutes() {
    let text = "2026-03-02\n    9:00 - 9:00 #tt=42\n    9:00 - 10:00 #tt=42\n"
    let file = imported(text, as: .klog)
    #expect(file.problems == [] && file.entries.count == 1)
    #expect(file.skipped.map(\.line) == [2] && file.skipped.map(\.text) == ["no length"])
  }

  @Test("a duration has no start, so it is refused with its line, as is what is not klog's")
  func klogProblems() {
    let text =
      "2026-11-25\n    1h30m Call\n    -45m\n    25:00 - 26:00 x\n    hello\n\n    9:00 - 10:00 x\n26 November\n"
    let file = imported(text, as: .klog)
    #expect(file.problems.map(\.line) == [2, 3, 4, 5, 7, 8])
    #expect(file.problemTexts[0] == "2: the entry has a duration and no start")
  }

  @Test("an event of a calendar has its times in UTC, a zone or the machine's, unfolded and unescaped")
  func calendar() {
    let text = [
      "BEGIN:VCALENDAR", "BEGIN:VTIMEZONE", "TZID:Asia/Kolkata", "END:VTIMEZONE", "BEGIN:VEVENT",
      "DTSTART:20261125T080000Z",
      "DTEND;TZID=\"Asia/Kolkata\":20261125T143000", "SUMMARY:Write\\, \\\\ the re", " port", "DESCRIPTION:one\\ntwo",
      "CATEGORIES:Si\\,te,Other", "BEGIN:VALARM", "SUMMARY:Alarm", "END:VALARM", "X-TT-TASK-ID:42", "END:VEVENT",
      "BEGIN:VEVENT", "DTSTART:20261125T090000", "DURATION:PT1H", "SUMMARY:Call", "END:VEVENT", "END:VCALENDAR",
    ]
    for end in ["\r\n", "\n"] {
      let file = imported(text.joined(separator: end), as: .ics)
      #expect(
        file.texts == [
          Self.nine + " | Write, \\ the report | 42 | Si,te | one\ntwo", Self.nine + " | Call | - | - | ",
        ], "\(file)")
    }
    let mapped = imported(text.joined(separator: "\n"), as: .ics, map: [.task: "description", .taskID: "none"])
    #expect(mapped.texts.first == Self.nine + " | one\ntwo | - | Si,te | ")
  }

  @Test("all-day, repeated and cancelled events are left out with a remark; a broken one is a problem")
  func calendarRemarks() {
    func event(_ lines: String...) -> String {
      (["BEGIN:VEVENT"] + lines + ["END:VEVENT", ""]).joined(separator: "\n")
    }
    let times = "DTSTART:20261125T080000Z\nDTEND:20261125T090000Z"
    let text =
      event("DTSTART;VALUE=DATE:20261125") + event(times, "RRULE:FREQ=DAILY", "SUMMARY:x")
      + event(times, "STATUS:CANCELLED", "SUMMARY:x") + event("SUMMARY:x") + event(times)
      + event("DTSTART;TZID=Mars/Base:20261125T080000", "DTEND:20261125T090000Z", "SUMMARY:x") + "no line\n"
    let file = imported(text, as: .ics)
    #expect(file.skipped.map(\.text) == ["all day", "repeated", "cancelled"])
    #expect(
      file.problemTexts.map { $0.drop { $0 != " " } } == [
        " an event without DTSTART", " nothing to take the task from: expected SUMMARY",
        " unknown time zone \"Mars/Base\"",
        " not a line of a calendar",
      ])
    #expect(imported("BEGIN:VEVENT\n" + times, as: .ics).problemTexts == ["3: END:VEVENT is missing"])
    #expect(imported("END:VEVENT", as: .ics).problems.count == 1)
  }
}
