/// A path of the service, the methods it is called with, and the action it leads to.
struct Route: Sendable {
  enum Kind: Sendable {
    case read
    case write
  }

  let kind: Kind
  /// The path as in the table, for example `tasks/track/:task_id`.
  let name: String
  /// The methods that clients known to work use. The service answers others with a page of HTML and changes nothing.
  let methods: Set<String>
  let handle: @Sendable (inout RequestHandler) throws -> ResponseEnvelope
  private let pattern: [Substring]

  /// Creates a route. A segment of the pattern that begins with `:` matches an integer ID. The methods are separated by
  /// spaces.
  init(
    _ kind: Kind, _ pattern: String, _ methods: String = "GET",
    handle: @escaping @Sendable (inout RequestHandler) throws -> ResponseEnvelope
  ) {
    self.kind = kind
    self.name = pattern
    self.methods = Set(methods.split(separator: " ").map(String.init))
    self.handle = handle
    self.pattern = pattern.split(separator: "/")
  }

  /// The IDs in a path, by name, or nil when the path does not match the pattern.
  func match(_ path: [String]) -> [String: Int]? {
    guard path.count == pattern.count else { return nil }
    var ids: [String: Int] = [:]
    for (expected, given) in zip(pattern, path) {
      if expected.first == ":" {
        guard let id = Int(given) else { return nil }
        ids[String(expected.dropFirst())] = id
      } else if expected != given {
        return nil
      }
    }
    return ids
  }

  /// The first route that matches a path, and the IDs in the path.
  static func find(_ path: [String]) -> (route: Route, ids: [String: Int])? {
    for route in table {
      if let ids = route.match(path) { return (route, ids) }
    }
    return nil
  }
}
