import Basics

/// What the flags of `tt report` ask for, days and filters aside.
struct ReportOptions: Equatable, Sendable {
  /// When bars are drawn.
  enum Bars: String, Sendable, CaseIterable {
    case auto, always, never
  }

  var levels: [ReportLevel] = [.project]
  var rounding: Rounding?
  /// True keeps only billable entries, false only the others.
  var billable: Bool?
  var countsRunning = false
  var includesPlanned = false
  /// The shortest gap or overlap to list, in seconds; nil when none are asked for.
  var shortestGap: Int?
  var bars = Bars.auto

  /// Reads the flags.
  init(_ arguments: Arguments) throws(TTError) {
    let words = arguments.values("by")
    if !words.isEmpty { levels = try ReportLevel.parse(words) }
    let unit = arguments.value("round-per").flatMap { Rounding.Unit(rawValue: $0) }
    if let word = arguments.value("round") {
      rounding = try Rounding(word, unit: unit ?? .entry)
    } else if unit != nil {
      throw .usage(
        "--round-per says what is rounded, but not to what; --round is missing", hint: "for example --round 15m")
    }
    if arguments.has("billable"), arguments.has("not-billable") {
      throw .usage("--billable and --not-billable exclude each other")
    }
    billable = arguments.has("billable") ? true : arguments.has("not-billable") ? false : nil
    countsRunning = arguments.has("running")
    includesPlanned = arguments.has("planned")
    bars = arguments.value("bars").flatMap { Bars(rawValue: $0) } ?? .auto
    try readGaps(arguments)
  }

  private mutating func readGaps(_ arguments: Arguments) throws(TTError) {
    if arguments.has("gaps") { shortestGap = 1 }
    guard let word = arguments.value("min") else { return }
    guard arguments.has("gaps") else { throw .usage("--min is about gaps; --gaps is missing") }
    guard let seconds = DurationText.parse(word) else {
      throw .usage("--min is \(Shell.quoted(word)); it takes a length such as 5m or 1h30m")
    }
    shortestGap = max(1, seconds)
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
    Flag(name: "running", summary: "count your running timer up to now"),
    Flag(name: "planned", summary: "count planned entries (NOT_LOGGED) too"),
    Flag(name: "gaps", summary: "list gaps and overlaps"),
    Flag(name: "min", value: "LENGTH", summary: "with --gaps: leave out shorter ones"),
    Flag(
      name: "bars", value: "WHEN", summary: "draw bars: auto, always or never (default: auto, on a terminal)",
      choices: Bars.allCases.map(\.rawValue)),
  ]
}
