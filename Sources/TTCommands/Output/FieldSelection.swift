import Basics

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

  /// The values of the columns in a row, as an object.
  static func pick(_ columns: [Column], from row: JSONValue) -> JSONValue {
    .object(JSONObject(columns.map { JSONObject.Member(key: $0.key, value: $0.value(row) ?? .null) }))
  }
}
