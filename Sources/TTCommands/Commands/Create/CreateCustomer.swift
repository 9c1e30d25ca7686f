/// `tt create customer`.
enum CreateCustomer {
  static let command = CreateCommand.command(
    "customer", tool: "create_customer",
    examples: [.init(line: "tt create customer Acme", summary: "a new customer")])
}
