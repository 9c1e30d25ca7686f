import Basics

/// The values of custom fields, which the service sends beside the objects that have them.
struct CustomFields {
  /// A field that is known by name.
  private struct Field {
    var name: String
    /// The names of the options of an enum field.
    var options: [Int: String]
  }

  private var fields: [Int: Field] = [:]
  /// The values of each object: the field's ID, the value and the option.
  private var values: [Int: [(field: Int, value: JSONValue)]] = [:]

  /// Reads `available_custom_fields` and `set_custom_fields` of an answer about objects of a kind, such as `task`.
  init(_ siblings: JSONObject, kind: String) {
    for field in siblings["available_custom_fields"]?.array ?? [] {
      guard let id = field["id"]?.int, let name = field["name"]?.string else { continue }
      let options = (field["enum_options"]?.array ?? []).compactMap { option in
        option["id"]?.int.flatMap { id in option["name"]?.string.map { (id, $0) } }
      }
      fields[id] = Field(name: name, options: Dictionary(options, uniquingKeysWith: { $1 }))
    }
    for entry in siblings["set_custom_fields"]?.array ?? [] {
      guard let owner = entry[kind + "_id"]?.int, let field = entry["custom_field_id"]?.int else { continue }
      let option = entry["enum_option_id"]?.int
      let given = entry["value"].flatMap { $0.isNull ? nil : $0 }
      let name = option.flatMap { fields[field]?.options[$0] }.map(JSONValue.string)
      values[owner, default: []].append((field, name ?? given ?? option.map { JSONValue($0) } ?? .null))
    }
  }

  /// True if nothing has a value.
  var isEmpty: Bool { values.isEmpty }

  /// The object with its values as `custom_fields`, by the names of the fields; a field whose name is not told has its
  /// number as key.
  func added(to object: JSONValue) -> JSONValue {
    guard var members = object.object, let id = members["id"]?.int, let own = values[id] else { return object }
    var custom = JSONObject()
    for (field, value) in own { custom[fields[field]?.name ?? String(field)] = value }
    members["custom_fields"] = .object(custom)
    return .object(members)
  }
}
