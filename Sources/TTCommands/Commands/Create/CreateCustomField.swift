/// `tt create custom-field`.
enum CreateCustomField {
  static let command = CreateCommand.command(
    "custom-field", tool: "create_custom_field",
    examples: [
      .init(
        line: "tt create custom-field 'Cost centre' --value-type enum --filter-object-class project",
        summary: "a choice for every project")
    ])
}
