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

extension Format {
  /// The format flags ask for; `--output` is the most exact and wins.
  init(_ value: (String) -> String?) {
    if let format = value("output").flatMap(Format.init(rawValue:)) {
      self = format
    } else {
      self = value("json") != nil ? .json : value("quiet") != nil ? .ids : .table
    }
  }
}

extension Arguments {
  /// The format the flags ask for.
  var format: Format { Format(value) }

  /// The members `--fields` asks for.
  var fields: [String]? {
    value("fields").map { $0.split(separator: ",").map { String($0.drop { $0 == " " }) } }
  }
}

extension ArgumentScanner {
  /// The format the flags ask for, on a line that may be wrong otherwise.
  var format: Format { Format(value) }

  /// The value of a flag; the last one counts.
  func value(_ flag: String) -> String? { flags.last { $0.name == flag }?.value }
}
