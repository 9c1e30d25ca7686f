import Basics

/// Customers.
extension RequestHandler {
  /// All customers. As on the service, `page` is ignored and every page has all of them.
  func listCustomers() throws(ServiceError) -> ResponseEnvelope {
    let rows = workspace.customers.all.filter { $0.accountID == accountID }
    let list = try filtered(rows) { $0.isArchived }
    return ResponseEnvelope(.list(list.map(Serializer(self).customer)), siblings: try siblings(of: list))
  }

  func showCustomer() throws(ServiceError) -> ResponseEnvelope {
    let customer = try customer(pathID("customer_id"))
    return ResponseEnvelope(Serializer(self).customer(customer), siblings: try siblings(of: [customer]))
  }

  mutating func createCustomer() throws(ServiceError) -> ResponseEnvelope {
    let name = try parameters.required("name")
    return try applyParameters(
      to: Workspace.Customer(
        id: workspace.customers.nextID, accountID: accountID, name: Workspace.trimmed(name), createdAt: localNow))
  }

  /// Changes a customer. As measured on the service, the name is required even if it stays the same.
  mutating func updateCustomer() throws(ServiceError) -> ResponseEnvelope {
    var customer = try customer(pathID("customer_id"))
    customer.name = Workspace.trimmed(try parameters.required("name"))
    return try applyParameters(to: customer)
  }

  mutating func archiveCustomer(_ isArchived: Bool) throws(ServiceError) -> ResponseEnvelope {
    var customer = try customer(pathID("customer_id"))
    customer.isArchived = isArchived
    return save(customer)
  }

  private mutating func applyParameters(to given: Workspace.Customer) throws(ServiceError) -> ResponseEnvelope {
    var customer = given
    if let other = workspace.customer(named: customer.name, accountID: accountID), other.id != customer.id {
      throw .invalid("A customer named \(other.name) already exists")
    }
    customer.notes = try parameters.text("notes", replacing: customer.notes)
    customer.contactName = try parameters.text("contact_name", replacing: customer.contactName)
    customer.contactEmail = try parameters.text("contact_email", replacing: customer.contactEmail)
    if let values = try fieldValues(of: "customer") { customer.fieldValues.merge(values) { _, new in new } }
    return save(customer)
  }

  private mutating func save(_ customer: Workspace.Customer) -> ResponseEnvelope {
    workspace.customers.upsert(customer)
    return ResponseEnvelope(Serializer(self).customer(customer))
  }

  private func siblings(of customers: [Workspace.Customer]) throws(ServiceError) -> JSONObject {
    try fieldSiblings(of: "customer", values: customers.map { ($0.id, $0.fieldValues) }) ?? [:]
  }
}
