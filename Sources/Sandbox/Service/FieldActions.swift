import Basics

/// Custom fields: their values on objects.
extension Action {
  /// The values in `custom_fields`, by field id; nil when it was not sent.
  func fieldValues(of objectClass: String) throws(Refusal) -> [Int: String]? {
    guard let items = try parameters.list("custom_fields") else { return nil }
    var values: [Int: String] = [:]
    for item in items {
      let written = item["id"]
      guard let id = written?.int ?? written?.string.flatMap(Int.init) else {
        throw .invalid("An item of custom_fields has no id")
      }
      guard let field = workspace.customFields[id], field.accountID == accountID, field.objectClass == objectClass
      else { throw .invalid("There is no custom field \(id) for a \(objectClass)") }
      let value = item["value"] ?? .null
      values[id] = value.string ?? (value.isNull ? "" : value.compact)
    }
    return values
  }
}
