import Basics

/// Customers.
extension Action {
  /// All customers at once; `page` is ignored, so every page is the same.
  func listCustomers() throws(Refusal) -> Answer {
    let rows = workspace.customers.all.filter { $0.accountID == accountID }
    let shapes = Shapes(self)
    let list = try filtered(rows) { $0.isArchived }
    return Answer(.list(list.map(shapes.customer)), siblings: try siblings(of: list, shapes))
  }

  func showCustomer() throws(Refusal) -> Answer {
    let customer = try customer(pathID("customer_id"))
    let shapes = Shapes(self)
    return Answer(shapes.customer(customer), siblings: try siblings(of: [customer], shapes))
  }

  mutating func createCustomer() throws(Refusal) -> Answer {
    let name = try parameters.required("name")
    return try amend(
      Workspace.Customer(
        id: workspace.customers.nextID, accountID: accountID, name: Workspace.trimmed(name), createdAt: clock()))
  }

  mutating func updateCustomer() throws(Refusal) -> Answer {
    var customer = try customer(pathID("customer_id"))
    if let name = try parameters.text("name") { customer.name = Workspace.trimmed(name) }
    return try amend(customer)
  }

  mutating func archiveCustomer(_ isArchived: Bool) throws(Refusal) -> Answer {
    var customer = try customer(pathID("customer_id"))
    customer.isArchived = isArchived
    return enter(customer)
  }

  private mutating func amend(_ given: Workspace.Customer) throws(Refusal) -> Answer {
    var customer = given
    if let other = workspace.customer(named: customer.name, accountID: accountID), other.id != customer.id {
      throw .invalid("There is already a customer with the name \(other.name)")
    }
    customer.notes = try parameters.amended("notes", customer.notes)
    customer.contactName = try parameters.amended("contact_name", customer.contactName)
    customer.contactEmail = try parameters.amended("contact_email", customer.contactEmail)
    if let values = try fieldValues(of: "customer") { customer.fieldValues.merge(values) { _, new in new } }
    return enter(customer)
  }

  private mutating func enter(_ customer: Workspace.Customer) -> Answer {
    workspace.customers.enter(customer)
    return Answer(Shapes(self).customer(customer))
  }

  private func siblings(of customers: [Workspace.Customer], _ shapes: Shapes) throws(Refusal) -> JSONObject {
    guard try parameters.flag("include_custom_fields") else { return [:] }
    return shapes.fieldSiblings(
      of: "customer", idName: "customer_id", accountID: accountID, values: customers.map { ($0.id, $0.fieldValues) })
  }
}
