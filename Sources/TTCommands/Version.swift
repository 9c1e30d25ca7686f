/// What this program is called towards the service and its users.
package enum Version {
  /// Semantic version.
  package static let number = "0.1.0"
  /// The day of the release, for man pages.
  package static let date = "2026-11-22"
  /// The contact the service asks for in every request. The project has no public address yet.
  static let projectURL = "https://example.org/tt"
  /// The `User-Agent` of every request.
  static var userAgent: String { "tt/\(number) (+\(projectURL))" }
}
