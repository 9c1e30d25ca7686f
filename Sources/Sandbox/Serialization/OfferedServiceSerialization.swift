import Basics

extension Serializer {
  /// A kind of service the account offers.
  func service(_ service: Workspace.OfferedService) -> JSONValue {
    ["id": JSONValue(service.id), "name": .string(service.name), "is_archived": .bool(service.isArchived)]
  }

  /// A webhook.
  func webhook(_ webhook: Workspace.Webhook) -> JSONValue {
    ["id": JSONValue(webhook.id), "url": .string(webhook.url), "events": .string(webhook.events)]
  }
}
