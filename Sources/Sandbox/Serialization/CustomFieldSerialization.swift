import Basics

extension Serializer {
  /// A custom field.
  func customField(_ field: Workspace.CustomField) -> JSONValue { customField(field, includesOptions: true) }

  /// A custom field, with or without its options.
  func customField(_ field: Workspace.CustomField, includesOptions: Bool) -> JSONValue {
    [
      "id": JSONValue(field.id), "name": .string(field.name), "value": nil, "color": .text(field.color), "type": nil,
      "notes": .text(field.notes), "value_type": .string(field.valueType), "value_object_class": nil,
      "filter_object_class": .string(field.objectClass), "is_object_default": false, "status": "ACTIVE",
      "enum_options": field.options.isEmpty || !includesOptions ? .null : .list(field.options.map(enumOption)),
      "cf_index": .whole(field.index), "slug": .text(field.slug),
    ]
  }

  /// An option of an enum field.
  func enumOption(_ option: Workspace.EnumOption) -> JSONValue {
    [
      "id": JSONValue(option.id), "name": .string(option.name), "color": .text(option.color),
      "index": JSONValue(option.index), "enabled": .bool(option.isEnabled),
    ]
  }

  /// The members beside `data` that list the fields of an object class and their values on some objects, given by the ID
  /// of the object and of the field.
  func fieldSiblings(
    of objectClass: String, accountID: Int, values: [(id: Int, values: [Int: String])]
  ) -> JSONObject {
    let fields = workspace.customFields.all.filter { $0.accountID == accountID && $0.objectClass == objectClass }
    var set: [JSONValue] = []
    for row in values {
      for (fieldID, value) in row.values.sorted(by: { $0.key < $1.key }) {
        let field = workspace.customFields[fieldID]
        let option = field?.options.first { $0.name == value || String($0.id) == value }
        set.append(
          .object(
            [
              objectClass + "_id": JSONValue(row.id), "asana_project_id": nil, "file_id": nil,
              "custom_field_id": JSONValue(fieldID), "value": .string(option?.name ?? value),
              "enum_option_id": .whole(option?.id), "cf_index": .whole(field?.index),
            ]))
      }
    }
    return ["set_custom_fields": .array(set), "available_custom_fields": .list(fields.map(customField))]
  }
}
