/// What this program is called towards the service and its users.
package enum Version {
  /// Semantic version.
  package static let number = "0.1.0"
  /// The day of the release, for man pages.
  package static let date = "2026-11-22"
  /// The `User-Agent` of every request. The service asks for a contact in it.
  static func userAgent(contact: String?) -> String { "tt/\(number)" + (contact.map { " (\($0))" } ?? "") }
}
