import Basics

/// The fields selected by `--fields`.
enum FieldSelection {
  /// The columns to print: the selected ones, or those of the view.
  ///
  /// - Throws: a usage error that lists the known fields when one is unknown. Without rows every field is accepted,
  ///   since none is known and nothing is printed.
  static func columns(_ fields: [String]?, rows: [JSONValue], view: ListView) throws(TTError) -> [Column] {
    guard let fields else { return view.columns }
    if fields.isEmpty { throw .usage("missing value for --fields", hint: "for example: --fields id,name") }
    let known = rows.first?.object?.keys ?? []
    return try fields.map { (field) throws(TTError) in
      let first = String(field.prefix { $0 != "." })
      guard rows.isEmpty || known.contains(where: { $0.isIdentical(to: first) }) else {
        let suggestion = Spelling.suggestion(for: field, among: known).map { $0 + " " } ?? ""
        throw .usage(
          "unknown field \(field.inQuotes)", hint: suggestion + "known fields: " + known.joined(separator: ", "))
      }
      return Column(field)
    }
  }

  /// The values of the columns in a row, as an object.
  static func pick(_ columns: [Column], from row: JSONValue) -> JSONValue {
    .object(JSONObject(columns.map { JSONObject.Member(key: $0.key, value: $0.value(row) ?? .null) }))
  }
}
