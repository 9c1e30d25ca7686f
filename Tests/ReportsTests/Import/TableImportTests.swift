import Basics
import Testing

@testable import Reports

@Suite("Tables of time entries") struct TableImportTests {
  private static let nine = "2026-11-25T08:00:00Z | 2026-11-25T09:00:00Z"

  @Test(
    "separators, line ends, a byte order mark and quotes are read as RFC 4180 and spreadsheets write them",
    arguments: [
      "start,end,task,project,notes\n2026-11-25 09:00,2026-11-25 10:00,Call,Site,\"a, \"\"b\"\"\nc\"\n",
      "\u{FEFF}start,end,task,project,notes\r\n2026-11-25 09:00:00,10:00,Call,Site,\"a, \"\"b\"\"\nc\"\r\n\r\n",
      "Start;End;Task;Project;Notes\n2026-11-25T09:00;2026-11-25T10:00;Call;Site;\"a, \"\"b\"\"\nc\"",
      "notes\ttask\tproject\tend\tstart\n\"a, \"\"b\"\"\nc\"\t Call \tSite\t25.11.2026 10:00\t25.11.2026 9:00 am",
      "notes,task,project,end,start\n\"a, \"\"b\"\"\nc\",Call,Site,11/25/2026 10 am,25/11/2026 9am",
    ])
  func forms(_ text: String) {
    let file = imported(text)
    #expect(file.problems == [] && file.texts == [Self.nine + " | Call | - | Site | a, \"b\"\nc"], "\(file)")
  }

  @Test("instants and the task's ID count more than local times and names")
  func exact() {
    let text =
      "start,end,task,task_id,start_rfc3339,end_rfc3339\n,1999-01-01 9:00,x,42,2026-11-25T09:00:00+01:00,2026-11-25T09:00:00Z"
    #expect(imported(text).texts == [Self.nine + " | x | 42 | - | "])
  }

  @Test(
    "a date that can be read in two orders is refused, whatever is between its parts",
    arguments: ["03/04/2026", "03.04.2026", "3-4-2026", "25/11/26", "03/04/26"])
  func ambiguous(_ date: String) {
    let file = imported("start,end,task\n\(date) 9:00,\(date) 10:00,42\n")
    #expect(file.problemTexts == ["2: the date \"\(date)\" can be read in two orders: expected for example 2026-11-25"])
  }

  @Test("every broken line is named with its number, and what is wrong with it")
  func problems() {
    let lines = [
      "start,end,task", "2026-11-25 9:00,2026-11-25 8:00,x", "2026-11-25 9:00,2026-11-25 9:00,x", "\"2026-11-25",
      "9:00\",1,x",
      "2026-11-31 9:00,2026-11-25 9:00,x", "soon,later,x", "2026-11-25 9:00,x", "2026-11-25,2026-11-26,x",
      "2026-03-29 02:30,2026-03-29 04:00,x", ",2026-11-26 9:00,x", "2026-11-25 9:00,2026-11-25 10:00,x",
    ]
    let file = imported(lines.joined(separator: "\n"))
    #expect(file.problems.map(\.line) == [2, 3, 4, 6, 7, 8, 9, 10, 11])
    #expect(file.problemTexts.contains { $0.contains("2026-03-29 02:30:00 does not exist") })
    #expect(file.entries.map(\.line) == [12])
    #expect(imported("start,end,task\na,\"b\nc,d,e\n").problemTexts.first == "2: a quote is not closed")
    #expect(
      EntryImporter(.csv, zone: .utc).read([0x61, 0x0A, 0xFF]).problems == [LineRemark(line: 2, text: "not UTF-8")])
  }

  @Test("a missing column is named with those that are there, and a map names other columns")
  func columns() {
    let text = "Begin;Ende;Activity\n2026-11-25 09:00;2026-11-25 10:00;Call"
    #expect(imported(text).problemTexts == ["1: no column for the start; columns: \"Begin\", \"Ende\", \"Activity\""])
    let file = imported(text, map: [.start: "begin", .end: "Ende", .task: "Activity"])
    #expect(file.texts == [Self.nine + " | Call | - | - | "])
    #expect(
      imported(text, map: [.start: "Anfang"]).problemTexts.first?.hasPrefix("1: no column \"Anfang\" for start") == true
    )
    #expect(imported("").problemTexts == ["1: no header with columns"])
  }

  @Test("in an hour that happens twice, an entry starts at the first time and ends after its start")
  func repeated() {
    let text = "start,end,task\n2026-10-25 02:30,2026-10-25 02:15,x\n2026-10-25 02:30,2026-10-25 02:45,x\n"
    #expect(imported(text).entries.map { $0.end.seconds - $0.start.seconds } == [45 * 60, 15 * 60])
  }

  @Test("Toggl's report has the task, or else what is described, from its own columns")
  func toggl() {
    let text = """
      "User","Email","Client","Project","Task","Description","Billable","Start date","Start time","End date","End time","Duration","Tags"
      "Ada","a@b.c","Acme","Site","Call","with Bob","No","2026-11-25","09:00:00","2026-11-25","10:00:00","01:00:00",""
      "Ada","a@b.c","Acme","Site","","Call","No","2026-11-25","09:00:00","2026-11-25","10:00:00","01:00:00",""
      """
    #expect(ImportFormat(name: "x.csv", bytes: Array(text.utf8)) == .toggl)
    let entry = Self.nine + " | Call | - | Site | "
    #expect(imported(text, as: .toggl).texts == [entry + "with Bob", entry])
    #expect(
      imported(text, as: .toggl, map: [.task: "Client"]).texts.first == Self.nine + " | Acme | - | Site | with Bob")
  }

  @Test(
    "the format follows from name and content only where both are certain",
    arguments: [
      ("week.csv", "a,b", ImportFormat.csv), (nil, "start,end,task\n", .csv), (nil, "\u{FEFF}Start;End;Task\n", .csv),
      (nil, "BEGIN:VCALENDAR\r\n", .ics), (nil, "inc 20261125T080000Z # x\n", .timewarrior),
      (nil, "\n[\n{", .timewarrior),
      ("2026-11.data", "", .timewarrior), (nil, "2026-11-25 (8h!)\n    9:00 - 10:00", .klog), ("a.klg", "", .klog),
      (nil, "hello, world", nil), ("notes.txt", "x", nil), (nil, "", nil),
    ] as [(String?, String, ImportFormat?)])
  func detection(name: String?, text: String, format: ImportFormat?) {
    #expect(ImportFormat(name: name, bytes: Array(text.utf8)) == format)
  }
}
