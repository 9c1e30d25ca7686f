import Basics
import TrackingTime

/// The fields selected by `--fields`: those a command declares, those its rows have, and any path such as
/// `custom_fields.PO`. A member that a row lacks is null.
enum FieldSelection {
  /// The columns to print: the selected ones, or those of the view.
  ///
  /// - Parameter declared: the members that rows of the command may have.
  /// - Throws: a usage error that lists the known fields when one is unknown, whether there are rows or not.
  static func columns(
    _ fields: [String]?, rows: [JSONValue], view: ListView, declared: [String] = []
  ) throws(TTError) -> [Column] {
    guard let fields else { return view.columns }
    var known = rows.first?.object?.keys ?? []
    for key in view.columns.compactMap(\.path.first) + view.fields + declared
    where !known.contains(where: { $0.isIdentical(to: key) }) {
      known.append(key)
    }
    try check(fields, known: known)
    return fields.map { Column($0) }
  }

  /// Rejects an unknown field. A path is known whatever it begins with.
  static func check(_ fields: [String], known: [String]) throws(TTError) {
    if fields.isEmpty { throw .usage("missing value for --fields", hint: "for example: --fields id,name") }
    for field in fields where !field.utf8.contains(UInt8(ascii: ".")) {
      guard known.contains(where: { $0.isIdentical(to: field) }) else {
        let suggestion = Spelling.suggestion(for: field, among: known).map { $0 + " " } ?? ""
        throw .usage(
          "unknown field \(field.inQuotes)", hint: suggestion + "known fields: " + known.joined(separator: ", "))
      }
    }
  }

  /// Refuses unknown fields of a command that changes something before it does: what cannot be shown is not sent.
  static func check(_ arguments: Arguments) throws(TTError) {
    guard let fields = arguments.fields else { return }
    let members = JSONAnswers.members(of: arguments)
    guard members.contains("changed") else { return }
    let others = KnownFields.of(tool: arguments.command.tools.last ?? "") + JSONAnswers.rows(of: arguments.command)
    var known: [String] = []
    for name in members + others where !known.contains(name) { known.append(name) }
    try check(fields, known: known)
  }

  /// Refuses unknown fields of a write by `tt call`, whose tool decides what they are.
  static func check(_ arguments: Arguments, of call: ValidatedCall) throws(TTError) {
    guard let fields = arguments.fields, call.tool.access == .write, JSONAnswers.of(arguments.command.name) == nil
    else { return }
    try check(fields, known: KnownFields.of(tool: call.tool.name))
  }

  /// Whether rows are printed of an answer that has rows, instead of its document: in formats made of rows, and with fields
  /// of a row.
  ///
  /// - Throws: a usage error for fields of both.
  static func selectsRows(_ arguments: Arguments) throws(TTError) -> Bool {
    guard let fields = arguments.fields, !fields.isEmpty, arguments.format != .ids else {
      return RowWriter.isMadeOfRows(arguments.format)
    }
    let members = JSONAnswers.members(of: arguments, isList: false)
    let ofDocument = fields.filter { field in
      members.contains { $0.isIdentical(to: String(field.prefix { $0 != "." })) }
    }
    if ofDocument.isEmpty { return true }
    if ofDocument.count == fields.count { return false }
    throw .usage(
      "--fields: \(ofDocument[0].inQuotes) is of the whole answer, the others are of its rows",
      hint: "ask for one kind at a time")
  }

  /// The values of the columns in a row, as an object.
  static func pick(_ columns: [Column], from row: JSONValue) -> JSONValue {
    .object(JSONObject(columns.map { JSONObject.Member(key: $0.key, value: $0.value(row) ?? .null) }))
  }
}
