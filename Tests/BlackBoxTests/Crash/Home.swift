import Foundation

/// The folders of tt in one place, so that a state can be copied and gone on with from there.
struct Home: Sendable {
  let path: String

  var state: String { path + "/state/tt" }
  var config: String { path + "/config/tt" }
  var cache: String { path + "/cache/tt" }

  /// A folder within that of a fixture, with the folders of tt's but for what `tt` itself makes.
  init(_ name: String, in fixture: SandboxFixture) throws {
    path = fixture.folder + "/homes/" + name
    try fixture.makeFolder(path + "/config/tt")
  }

  /// The environment that leads tt there.
  func environment(_ changes: [String: String?] = [:]) -> [String: String?] {
    var variables: [String: String?] = [:]
    for name in ["config", "state", "cache"] { variables["XDG_\(name.uppercased())_HOME"] = path + "/" + name }
    return variables.merging(changes) { $1 }
  }

  /// A copy, in which a text of the approvals file is replaced. Holes stay holes.
  func copy(
    _ name: String, replacing old: String, with new: String, in fixture: SandboxFixture
  ) async throws -> Home {
    let copy = try Home(name, in: fixture)
    _ = try await fixture.run("/bin/cp", ["-a", "--sparse=always", path + "/.", copy.path])
    if let approvals = fixture.read(copy.state + "/approvals.json") {
      try fixture.write(approvals.replacingOccurrences(of: old, with: new), to: copy.state + "/approvals.json")
    }
    return copy
  }
}
