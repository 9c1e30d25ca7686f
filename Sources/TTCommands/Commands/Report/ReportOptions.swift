import Basics
import Reports

/// What the flags of `tt report` ask for, apart from days and filters.
struct ReportOptions: Equatable, Sendable {
  /// When bars are drawn.
  enum Bars: String, Sendable, CaseIterable {
    case auto, always, never
  }

  /// The formats of a report that no other command has.
  enum Page: String, Sendable, CaseIterable {
    case markdown, html

    static let names = allCases.map(\.rawValue)
  }

  var levels: [ReportLevel] = [.project]
  var rounding: Rounding?
  /// True keeps only billable entries, false only the others.
  var billable: Bool?
  var includesRunning = true
  var includesPlanned = false
  /// The length of the shortest gap or overlap to list, in seconds; nil lists none.
  var minGapSeconds: Int?
  var bars = Bars.auto
  var page: Page?

  /// Reads the flags.
  init(_ arguments: Arguments) throws(TTError) {
    let words = arguments.values("by")
    if !words.isEmpty { levels = try Self.levels(words) }
    let unit = arguments.value("round-per").flatMap { Rounding.Unit(rawValue: $0) }
    if let word = arguments.value("round") {
      rounding = try Self.rounding(word, unit: unit ?? .entry)
    } else if unit != nil {
      throw .usage("--round-per requires --round", hint: "for example --round 15m")
    }
    if arguments.has("billable"), arguments.has("not-billable") {
      throw .usage("--billable cannot be combined with --not-billable")
    }
    billable = arguments.has("billable") ? true : arguments.has("not-billable") ? false : nil
    includesRunning = !arguments.has("no-running")
    includesPlanned = arguments.has("planned")
    bars = arguments.value("bars").flatMap { Bars(rawValue: $0) } ?? .auto
    page = arguments.value("output").flatMap { Page(rawValue: $0) }
    if let page, arguments.fields != nil { throw .cannotCombine("--fields", with: "--output \(page.rawValue)") }
    try readGaps(arguments)
  }

  private mutating func readGaps(_ arguments: Arguments) throws(TTError) {
    if arguments.has("gaps") { minGapSeconds = 1 }
    guard let word = arguments.value("min") else { return }
    guard arguments.has("gaps") else { throw .usage("--min requires --gaps") }
    guard let seconds = DurationText.parse(word) else {
      throw .invalidDuration(word, for: "--min", expected: "a duration such as 5m or 1h30m")
    }
    minGapSeconds = max(1, seconds)
  }

  /// Reads `project,task`: one level or two, each at most once.
  private static func levels(_ words: [String]) throws(TTError) -> [ReportLevel] {
    let names = words.flatMap { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    let known = ReportLevel.allCases.map(\.rawValue)
    var levels: [ReportLevel] = []
    for name in names {
      guard let level = ReportLevel(rawValue: name) else {
        throw .usage(
          "invalid value \(Shell.quoted(name)) for --by: expected \(known.joined(separator: ", "))",
          hint: suggestion(name, known))
      }
      if levels.contains(level) { throw .usage("--by lists \(name) twice") }
      levels.append(level)
    }
    if levels.count > 2 {
      throw .usage("--by lists \(levels.count) levels: expected one or two", hint: "for example --by project,task")
    }
    return levels
  }

  /// Reads `15m`, `15m:up` or `0:15:nearest`.
  static func rounding(_ word: String, unit: Rounding.Unit) throws(TTError) -> Rounding {
    let parts = word.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    var mode = Rounding.Mode.nearest
    var length = word
    if parts.count > 1, let ending = parts.last, ending.utf8.contains(where: { !(0x30...0x39).contains($0) }) {
      guard let known = Rounding.Mode(rawValue: ending) else {
        let modes = Rounding.Mode.allCases.map(\.rawValue)
        throw .usage(
          "invalid mode \(Shell.quoted(ending)) in --round: expected \(modes.joined(separator: ", "))",
          hint: suggestion(ending, modes))
      }
      mode = known
      length = parts.dropLast().joined(separator: ":")
    }
    guard let seconds = DurationText.parse(length), seconds > 0, seconds <= 86_400 else {
      throw .invalidDuration(
        word, for: "--round", expected: "a duration of at most a day, such as 15m, 6m:up or 1h:down")
    }
    return Rounding(step: seconds, mode: mode, unit: unit)
  }

  private static func suggestion(_ word: String, _ known: [String]) -> String? {
    Spelling.closestMatch(to: word, among: known).map { "did you mean \($0)?" }
  }

  /// The flags it reads.
  static let flags = [
    Flag(
      name: "by", value: "LEVEL[,LEVEL]",
      summary: "one or two of \(ReportLevel.allCases.map(\.rawValue).joined(separator: ", ")) (default: project)",
      completion: .words(ReportLevel.allCases.map(\.rawValue))),
    Flag(
      name: "round", value: "LENGTH[:MODE]",
      summary: "round to multiples of LENGTH; MODE is up, down or nearest (the default)"
    ),
    Flag(
      name: "round-per", value: "WHAT", summary: "round each entry or each group's sum (default: entry)",
      choices: Rounding.Unit.allCases.map(\.rawValue)),
    Flag(name: "billable", summary: "only billable entries"),
    Flag(name: "not-billable", summary: "only entries that are not billable"),
    Flag(name: "no-running", summary: "leave out your running timer, which counts up to now otherwise"),
    Flag(name: "planned", summary: "count planned entries (NOT_LOGGED) too"),
    Flag(name: "gaps", summary: "list gaps and overlaps"),
    Flag(name: "min", value: "LENGTH", summary: "with --gaps: leave out shorter ones"),
    Flag(
      name: "bars", value: "WHEN", summary: "draw bars: auto, always or never (default: auto, on a terminal)",
      choices: Bars.allCases.map(\.rawValue)),
  ]
}
