/// The format of a command's output.
enum Format: String, Sendable, CaseIterable {
  /// Text for a terminal: lines or a table.
  case table
  /// One JSON document.
  case json
  /// One JSON document per line, for lists.
  case jsonl
  /// CSV by RFC 4180, with a header.
  case csv
  /// Tab-separated values with a header; tabs and line ends in values become blanks.
  case tsv
  /// IDs, one per line.
  case ids

  /// The values of `--output`.
  static var names: [String] { allCases.map(\.rawValue) }
}

extension Format {
  /// The format selected by flags; `--output` overrides `--json` and `--quiet`.
  init(_ value: (String) -> String?) {
    if let format = value("output").flatMap(Format.init(rawValue:)) {
      self = format
    } else {
      self = value("json") != nil ? .json : value("quiet") != nil ? .ids : .table
    }
  }
}

extension Arguments {
  /// The format selected by the flags.
  var format: Format { Format(value) }

  /// The fields selected by `--fields`; nil without that flag.
  var fields: [String]? {
    value("fields").map { $0.split(separator: ",").map { String($0.drop { $0 == " " }) } }
  }
}

extension ArgumentScanner {
  /// The format selected by the flags of a line that may be invalid otherwise.
  var format: Format { Format(value) }

  /// The value of a flag; the last one applies.
  func value(_ flag: String) -> String? { flags.last { $0.name == flag }?.value }
}
