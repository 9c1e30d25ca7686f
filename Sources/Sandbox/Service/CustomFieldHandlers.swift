import Basics

/// Values of custom fields.
extension RequestHandler {
  /// The values in the parameter `custom_fields`, by field ID; nil when it is missing.
  func fieldValues(of objectClass: String) throws(ServiceError) -> [Int: String]? {
    guard let items = try parameters.list("custom_fields") else { return nil }
    var values: [Int: String] = [:]
    for item in items {
      let field = try field(item, of: objectClass)
      let value = item["value"] ?? .null
      values[field.id] = value.string ?? (value.isNull ? "" : value.compact)
    }
    return values
  }

  /// The custom field that an item of `custom_fields` refers to by `id` or `slug`.
  func field(_ item: JSONValue, of objectClass: String) throws(ServiceError) -> Workspace.CustomField {
    let slug = item["slug"]?.string
    let id = item["id"]?.int ?? item["id"]?.string.flatMap(Int.init)
    if slug == nil && id == nil { throw .invalid("An item of custom_fields has no id") }
    let field = workspace.customFields.all.first { field in
      guard field.accountID == accountID, field.objectClass == objectClass else { return false }
      return id == nil ? field.slug == slug : field.id == id
    }
    guard let field else { throw .invalid("The \(objectClass) custom field does not exist") }
    return field
  }

  /// The members beside `data` that list custom fields and their values, by the ID of the object and of the field; nil
  /// unless requested by `include_custom_fields`.
  func fieldSiblings(
    of objectClass: String, values: [(id: Int, values: [Int: String])]
  ) throws(ServiceError) -> JSONObject? {
    guard try parameters.flag("include_custom_fields") else { return nil }
    return Serializer(self).fieldSiblings(of: objectClass, accountID: accountID, values: values)
  }
}

/// Custom fields and their options.
extension RequestHandler {
  /// All custom fields, with their options for `include_enum_options=true`.
  func listCustomFields() throws(ServiceError) -> ResponseEnvelope {
    let includesOptions = try parameters.flag("include_enum_options")
    let serializer = Serializer(self)
    let fields = workspace.customFields.all.filter { $0.accountID == accountID }
    return ResponseEnvelope(.list(fields.map { serializer.customField($0, includesOptions: includesOptions) }))
  }

  /// The options of an enum field: the enabled ones, or all for `enabled=false`.
  func listEnumOptions() throws(ServiceError) -> ResponseEnvelope {
    guard let field = workspace.customFields[try pathID("custom_field_id")], field.accountID == accountID else {
      throw .notFound("custom field")
    }
    let onlyEnabled = try parameters.bool("enabled") ?? true
    let options = field.options.filter { $0.isEnabled || !onlyEnabled }
    return ResponseEnvelope(.list(options.map(Serializer(self).enumOption)))
  }

  mutating func createCustomField() throws(ServiceError) -> ResponseEnvelope {
    let name = Workspace.trimmed(try parameters.required("name"))
    guard let valueType = try parameters.word("value_type", of: Workspace.CustomField.valueTypes),
      let objectClass = try parameters.word("filter_object_class", of: Workspace.CustomField.objectClasses)
    else { throw .invalid("The parameters value_type and filter_object_class are required") }
    let isTaken = workspace.customFields.all.contains {
      $0.accountID == accountID && $0.objectClass == objectClass
        && Workspace.normalized($0.name) == Workspace.normalized(name)
    }
    if isTaken { throw .invalid("A custom field named \(name) already exists") }
    var field = Workspace.CustomField(
      id: workspace.customFields.nextID, accountID: accountID, name: name, valueType: valueType,
      objectClass: objectClass)
    field.color = try parameters.text("color")
    field.notes = try parameters.text("notes")
    field.index = try parameters.int("cf_index")
    workspace.customFields.upsert(field)
    return ResponseEnvelope(Serializer(self).customField(field))
  }

  mutating func createEnumOption() throws(ServiceError) -> ResponseEnvelope {
    let name = Workspace.trimmed(try parameters.required("name"))
    guard let fieldID = try parameters.int("custom_field") else {
      throw .invalid("The parameter custom_field is required")
    }
    guard var field = workspace.customFields[fieldID], field.accountID == accountID else {
      throw .notFound("custom field")
    }
    guard field.valueType == "enum" else { throw .invalid("The custom field \(field.name) is not of type enum") }
    let lastID = workspace.customFields.all.flatMap(\.options).map(\.id).max() ?? 0
    var option = Workspace.EnumOption(
      id: max(lastID, 4200) + 1, name: name, index: try parameters.int("index") ?? field.options.count + 1)
    option.color = try parameters.text("color")
    option.isEnabled = try parameters.bool("enabled") ?? true
    option.notes = try parameters.text("notes")
    field.options.append(option)
    workspace.customFields.upsert(field)
    return ResponseEnvelope(Serializer(self).enumOption(option))
  }
}
