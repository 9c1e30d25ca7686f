import Basics

/// A report as one table in Markdown.
extension Report {
  /// The table: a row for each group of the last level, and the total. Empty if nothing was tracked.
  public var markdown: String {
    if groups.isEmpty { return "" }
    var (tracked, rounded) = (hoursApportionment, hoursApportionment)
    let durations = ["Time", "Hours"] + (rounding == nil ? [] : ["Rounded", "Rounded hours"])
    let names = levels.map { $0.rawValue.prefix(1).uppercased() + $0.rawValue.dropFirst() }
    var lines = [Self.row(names + durations), Self.row(levels.map { _ in "---" } + durations.map { _ in "---:" })]
    for (path, amount) in leaves(groups, []) {
      lines.append(Self.row(path.map(Self.escaped) + cells(amount, &tracked, &rounded)))
    }
    let blanks = levels.dropFirst().map { _ in "" }
    var (all, allRounded) = (hoursApportionment, hoursApportionment)
    lines.append(Self.row((["Total"] + blanks + cells(total, &all, &allRounded)).map { $0.isEmpty ? "" : "**\($0)**" }))
    return lines.map { $0 + "\n" }.joined()
  }

  private func cells(_ amount: ReportAmount, _ tracked: inout Apportionment, _ rounded: inout Apportionment) -> [String]
  {
    func pair(_ seconds: Int, _ hours: inout Apportionment) -> [String] {
      [DurationText.clock(seconds), HoursFormat.decimal(hours.next(seconds), digits: decimals)]
    }
    return pair(amount.seconds, &tracked) + (rounding == nil ? [] : pair(amount.rounded, &rounded))
  }

  private func leaves(_ groups: [ReportGroup], _ path: [String]) -> [(path: [String], amount: ReportAmount)] {
    groups.flatMap { group in
      let path = path + [group.title]
      return group.groups.isEmpty ? [(path, group.amount)] : leaves(group.groups, path)
    }
  }

  private static func row(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }

  private static func escaped(_ text: String) -> String {
    text.onOneLine.unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\\", "`", "*", "_", "[", "]", "|", "~", "#", "!": result += "\\" + String(scalar)
      default: result.unicodeScalars.append(scalar)
      }
    }
  }
}

extension ReportGroup {
  /// What pages call the group.
  var title: String { label.name ?? "(no \(level.rawValue))" }
}
