import Basics

/// The kinds of service an account offers, and webhooks.
extension RequestHandler {
  func listServices() throws(ServiceError) -> ResponseEnvelope {
    let rows = try filtered(workspace.services.all.filter { $0.accountID == accountID }) { $0.isArchived }
    return ResponseEnvelope(.list(rows.map(Serializer(self).service)))
  }

  func showService() throws(ServiceError) -> ResponseEnvelope { envelope(for: try service()) }

  mutating func createService() throws(ServiceError) -> ResponseEnvelope {
    let name = try parameters.required("name")
    return save(
      Workspace.OfferedService(id: workspace.services.nextID, accountID: accountID, name: Workspace.trimmed(name)))
  }

  mutating func updateService() throws(ServiceError) -> ResponseEnvelope {
    var service = try service()
    service.name = Workspace.trimmed(try parameters.text("name") ?? service.name)
    return save(service)
  }

  mutating func archiveService(_ isArchived: Bool) throws(ServiceError) -> ResponseEnvelope {
    var service = try service()
    service.isArchived = isArchived
    return save(service)
  }

  private func service() throws(ServiceError) -> Workspace.OfferedService {
    guard let service = workspace.services[try pathID("service_id")], service.accountID == accountID else {
      throw .notFound("service")
    }
    return service
  }

  private mutating func save(_ service: Workspace.OfferedService) -> ResponseEnvelope {
    workspace.services.upsert(service)
    return envelope(for: service)
  }

  private func envelope(for service: Workspace.OfferedService) -> ResponseEnvelope {
    ResponseEnvelope(Serializer(self).service(service))
  }
}

/// Webhooks, which are kept but never called: what the service sends them is not known.
extension RequestHandler {
  func listWebhooks() -> ResponseEnvelope {
    let rows = workspace.webhooks.all.filter { $0.accountID == accountID }
    return ResponseEnvelope(.list(rows.map(Serializer(self).webhook)))
  }

  mutating func createWebhook() throws(ServiceError) -> ResponseEnvelope {
    let webhook = Workspace.Webhook(
      id: workspace.webhooks.nextID, accountID: accountID, url: try parameters.required("url"),
      events: try parameters.required("events"))
    workspace.webhooks.upsert(webhook)
    return ResponseEnvelope(Serializer(self).webhook(webhook))
  }

  mutating func deleteWebhook() throws(ServiceError) -> ResponseEnvelope {
    let id = try pathID("webhook_id")
    guard workspace.webhooks[id]?.accountID == accountID else { throw .notFound("webhook") }
    workspace.webhooks[id] = nil
    return .empty
  }
}
