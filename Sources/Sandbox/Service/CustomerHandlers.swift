import Basics

/// Customers.
extension RequestHandler {
  /// All customers at once; `page` is ignored, so every page is the same.
  func listCustomers() throws(ServiceError) -> ResponseEnvelope {
    let rows = workspace.customers.all.filter { $0.accountID == accountID }
    let serializer = Serializer(self)
    let list = try filtered(rows) { $0.isArchived }
    return ResponseEnvelope(.list(list.map(serializer.customer)), siblings: try siblings(of: list, serializer))
  }

  func showCustomer() throws(ServiceError) -> ResponseEnvelope {
    let customer = try customer(pathID("customer_id"))
    let serializer = Serializer(self)
    return ResponseEnvelope(serializer.customer(customer), siblings: try siblings(of: [customer], serializer))
  }

  mutating func createCustomer() throws(ServiceError) -> ResponseEnvelope {
    let name = try parameters.required("name")
    return try applyParameters(
      to: Workspace.Customer(
        id: workspace.customers.nextID, accountID: accountID, name: Workspace.trimmed(name), createdAt: clock()))
  }

  mutating func updateCustomer() throws(ServiceError) -> ResponseEnvelope {
    var customer = try customer(pathID("customer_id"))
    if let name = try parameters.text("name") { customer.name = Workspace.trimmed(name) }
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
      throw .invalid("There is already a customer with the name \(other.name)")
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

  private func siblings(of customers: [Workspace.Customer], _ serializer: Serializer) throws(ServiceError) -> JSONObject
  {
    guard try parameters.flag("include_custom_fields") else { return [:] }
    return serializer.fieldSiblings(
      of: "customer", idName: "customer_id", accountID: accountID, values: customers.map { ($0.id, $0.fieldValues) })
  }
}
