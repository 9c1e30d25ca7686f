/// `tt create enum-option`.
enum CreateEnumOption {
  static let command = CreateCommand.command(
    "enum-option", tool: "create_enum_option",
    examples: [
      .init(line: "tt create enum-option North --custom-field 4102", summary: "another option of custom field 4102")
    ])
}
