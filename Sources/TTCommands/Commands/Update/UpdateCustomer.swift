/// `tt update customer`.
enum UpdateCustomer {
  static let command = UpdateCommand.command(
    .customer, tool: "update_customer",
    examples: [.init(line: "tt update customer Acme --name 'Acme Ltd'", summary: "rename a customer")])
}
