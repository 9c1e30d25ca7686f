import Basics
import Testing

@testable import TTCommands

@Suite("Display width") struct DisplayWidthTests {
  @Test(
    "wide characters take two columns, combining marks none",
    arguments: [
      ("", 0), ("abc", 3), ("ü", 1), ("e\u{301}", 1), ("日本語", 6), ("한", 2), ("ﾊ", 1), ("Ａ", 2), ("🕐", 2), ("👩‍👩‍👧", 2),
      ("🇩🇪", 2), ("❤\u{FE0F}", 2),
      ("❤", 1), ("a\u{200B}b", 2), ("é日🕐", 5), ("…", 1), ("　", 2),
    ])
  func widths(text: String, width: Int) {
    #expect(DisplayWidth.of(text) == width)
  }

  @Test(
    "a cut text ends with an ellipsis and fits its width",
    arguments: [
      ("abc", 3, "abc"), ("abcd", 3, "ab…"), ("日本語", 6, "日本語"), ("日本語", 5, "日本…"), ("日本語", 4, "日…"), ("a日b", 3, "a…"),
      ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"), ("👩‍👩‍👧👩‍👩‍👧", 3, "👩‍👩‍👧…"), ("ab", 1, "…"),
    ])
  func cuts(text: String, width: Int, cut: String) {
    let result = DisplayWidth.cut(text, to: width)
    #expect(result == cut)
    #expect(DisplayWidth.of(result) <= width)
  }
}

@Suite("Text tables") struct TextTableTests {
  private let columns = [Column("id", kind: .number), Column("name"), Column("hours", kind: .hours)]

  @Test("numbers are right-aligned, texts left-aligned, and lines have no trailing blanks")
  func aligned() {
    let table = TextTable(columns: columns, rows: [["1", "a", "0.50"], ["200", "日本", ""]])
    #expect(table.render(width: nil) == " ID  NAME  HOURS\n  1  a      0.50\n200  日本\n")
  }

  @Test("the widest column is cut to fit a terminal, and nothing is cut without one")
  func cut() {
    let long = String(repeating: "x", count: 50)
    let table = TextTable(columns: columns, rows: [["1", long, "1.00"]])
    #expect(table.render(width: nil).contains(long))
    let lines = table.render(width: 30).split(separator: "\n")
    #expect(lines.allSatisfy { DisplayWidth.of(String($0)) <= 30 })
    #expect(lines.last?.contains("…") == true)
  }

  @Test("texts give way from the right, numbers and times never", arguments: 35...80)
  func shrunk(_ width: Int) {
    let columns = [
      Column("id", kind: .number), Column("start", kind: .minute), Column("task"), Column("project"),
      Column("due_date"),
      Column("notes"),
    ]
    let row = ["123456789", "08:00", "Write the report", "Website", "2026-03-09", "a long note about the whole thing"]
    let lines = TextTable(columns: columns, rows: [row, row]).render(width: width).split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines.allSatisfy { DisplayWidth.of(String($0)) <= max(width, 9 + 2 + 5 + 2 + 10 + 2 + 6) })
    for whole in ["123456789", "08:00", "2026-03-09"] { #expect(lines[1].contains(whole), "\(width)") }
    #expect(lines[1].contains("Wri"))
    if lines[1].contains("Website") { #expect(lines[1].contains("Write the")) }
  }

  @Test("rules are cut in the middle, and only as long as they can be told apart")
  func rules() {
    let names = ["create_customer", "update_customer", "create_custom_field", "track_task"]
    let rules = names.map { "/tools/\($0)/limits/\($0)_rate" }
    for width in 10...80 {
      let table = TextTable(
        columns: [Column("rule", kind: .rule), Column("used", kind: .number), Column("scope")],
        rows: rules.map { [$0, "12", "grant"] })
      let shown = table.render(width: width).split(separator: "\n").dropFirst().map { $0.prefix { $0 != " " } }
      #expect(Set(shown).count == rules.count, "\(width)")
    }
    let alike = TextTable(
      columns: [Column("rule", kind: .rule)],
      rows: [["/tools/aaaaaaaaaaaaXaaaaaaaaaaaaaa"], ["/tools/aaaaaaaaaaaaYaaaaaaaaaaaaaa"]])
    #expect(alike.render(width: 20).contains("X") && alike.render(width: 20).contains("Y"))
  }

  @Test("a terminal too narrow for the table still gets one")
  func narrow() {
    let table = TextTable(columns: columns, rows: [["1", "name of a thing", "1.00"]])
    #expect(table.render(width: 1).split(separator: "\n").count == 2)
  }

  @Test("values differ between tables and formats for programs")
  func shown() throws {
    let hours = Column("h", kind: .hours)
    for (value, shown) in [(1, "1.00"), (.number(JSONNumber(0.8333) ?? JSONNumber(0)), "0.83"), (nil, ""), ("x", "x")]
      as [(JSONValue, String)]
    {
      #expect(hours.displayText(["h": value]) == shown)
    }
    #expect(Column("s", kind: .seconds).displayText(["s": 4530]) == "1:15:30")
    #expect(Column("b").displayText(["b": true]) == "yes" && Column("b").rawText(["b": true]) == "true")
    #expect(Column("a.b").rawText(["a": ["b": 1]]) == "1" && Column("a.b").rawText(["a": 7]) == "")
    let huge = try JSONValue.parse(#"{"h":1e300,"s":1e300}"#)
    #expect(hours.displayText(huge) == "1e+300" && Column("s", kind: .seconds).displayText(huge) == "1e300")
  }

  @Test("titles have no escape sequences in the plain style")
  func style() {
    let table = TextTable(columns: [Column("id")], rows: [["1"]])
    #expect(!table.render(width: nil).contains("\u{1B}"))
  }
}

@Suite("Control characters in output") struct ControlCharacterTests {
  @Test(
    "characters that control a terminal become visible",
    arguments: [
      ("plain ü 日", "plain ü 日"), ("a\nb\tc", "a b c"), ("\u{1B}[31mred", "␛[31mred"), ("a\rb", "a␍b"),
      ("\u{7}\u{0}", "␇␀"),
      ("\u{7F}", "\u{FFFD}"), ("\u{9B}31m", "\u{FFFD}31m"), ("\u{202E}abc\u{2066}", "\\u{202E}abc\\u{2066}"),
      ("a\r\nb", "a␍ b"),
    ])
  func escapingControlCharacters(text: String, shown: String) {
    #expect(Renderer.escapingControlCharacters(text) == shown)
  }

  @Test("tables, lines and members contain no raw control character")
  func everywhere() throws {
    let text: JSONValue = "a\u{1B}[2Jb\u{9B}"
    let renderer = Renderer(format: .table, fields: nil, isSafe: false, style: .plain, width: nil)
    let views: [Output] = [
      Output(value: [["name": text]], view: .table(ListView(columns: [Column("name")], empty: ""))),
      Output(value: [:], view: .lines(["a\u{1B}[2J"])),
      Output(value: .object(JSONObject([.init(key: "k\u{1B}", value: text)])), view: .fields),
    ]
    for output in views {
      let shown = try renderer.render(output)
      #expect(!shown.isEmpty)
      #expect(!shown.unicodeScalars.contains { $0 != "\n" && ($0.value < 0x20 || (0x7F...0x9F).contains($0.value)) })
    }
  }

  @Test("an object is shown by its short members, aligned")
  func members() throws {
    let renderer = Renderer(format: .table, fields: nil, isSafe: false, style: .plain, width: nil)
    let output = Output(value: ["id": 1, "name": "a", "none": nil, "users": [], "long_name": true], view: .fields)
    #expect(try renderer.render(output) == "id         1\nname       a\nlong_name  yes\n")
  }
}
