/// One path of the service and what it does. Any method will do, as on the real service.
struct Route: Sendable {
  enum Kind: Sendable {
    case read
    case write
  }

  let kind: Kind
  let pattern: [Substring]
  let run: @Sendable (inout RequestHandler) throws -> ResponseEnvelope

  /// A route; path segments that begin with `:` stand for an integer id.
  init(_ kind: Kind, _ pattern: String, _ run: @escaping @Sendable (inout RequestHandler) throws -> ResponseEnvelope) {
    self.kind = kind
    self.pattern = pattern.split(separator: "/")
    self.run = run
  }

  /// The ids in a path that fits, or nil.
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

  /// The first route that fits a path.
  static func find(_ path: [String]) -> (route: Route, ids: [String: Int])? {
    for route in table {
      if let ids = route.match(path) { return (route, ids) }
    }
    return nil
  }
}
