/// How an answer is printed.
enum Format: String, Sendable, CaseIterable {
  /// For people: lines or a table.
  case table
  /// One JSON document.
  case json
  /// One JSON document a line, for lists.
  case jsonl
  /// RFC 4180, with a header.
  case csv
  /// Tab-separated, with a header; tabs and line ends in values become blanks.
  case tsv
  /// Ids, one a line.
  case ids

  /// The words `--output` takes.
  static var names: [String] { allCases.map(\.rawValue) }
}

extension Arguments {
  /// The format the flags ask for; `--output` is the most exact and wins.
  var format: Format {
    if let word = value("output"), let format = Format(rawValue: word) { return format }
    if has("json") { return .json }
    return has("quiet") ? .ids : .table
  }

  /// The members `--fields` asks for.
  var fields: [String]? {
    value("fields").map { $0.split(separator: ",").map { String($0.drop { $0 == " " }) } }
  }
}
