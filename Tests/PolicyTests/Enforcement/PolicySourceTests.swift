import Basics
import Policy
import TestSupport
import Testing

@Suite("Where a policy comes from") struct PolicySourceTests {
  let folder: TempFolder

  init() throws { folder = try TempFolder() }

  private func load(
    _ grant: String = "default", override: String? = nil, grants: [String: GrantSettings] = [:]
  ) throws -> LoadedPolicy {
    let source = PolicySource(
      grant: grant, override: override, configFolder: folder.path, grants: grants,
      builtIn: .builtIn(reads: ["get_me"], writes: []))
    return try source.load()
  }

  private let other = #"{"version":"1","default":"allow"}"#

  @Test("the grant default without a file has the built-in policy")
  func builtIn() throws {
    let policy = try load()
    #expect(policy.origin == "built-in")
    #expect(policy.document?.fingerprint == "built-in")
  }

  @Test("the grant default uses policy.json")
  func policyFile() throws {
    try folder.write("policy.json", publishedSample)
    let policy = try load()
    #expect(policy.origin == folder.path + "/policy.json")
    #expect(policy.document?.tools.map(\.name) == ["track_task"])
  }

  @Test("other grants have no policy by default, even if policy.json exists", arguments: ["claude", "Default"])
  func otherGrant(grant: String) throws {
    try folder.write("policy.json", other)
    let policy = try load(grant)
    #expect(policy.document == nil)
    #expect(policy.origin == "none")
    let known = try load(grant, grants: [grant: GrantSettings()])
    #expect(known.document == nil)
  }

  @Test("a grant's policy path is absolute or relative to the configuration folder")
  func configured() throws {
    try folder.write("sub/claude.json", other)
    let relative = try load("claude", grants: ["claude": GrantSettings(policy: "sub/claude.json")])
    #expect(relative.document?.default == .allow)
    #expect(relative.origin == folder.path + "/sub/claude.json")
    let absolute = try load("claude", grants: ["claude": GrantSettings(policy: folder.path + "/sub/claude.json")])
    #expect(absolute.origin == relative.origin)
  }

  @Test("the configuration may name another file for the grant default")
  func configuredDefault() throws {
    try folder.write("policy.json", publishedSample)
    try folder.write("mine.json", other)
    #expect(try load(grants: ["default": GrantSettings(policy: "mine.json")]).document?.default == .allow)
  }

  @Test("an explicitly given file replaces the configured one for every grant")
  func override() throws {
    try folder.write("policy.json", publishedSample)
    try folder.write("other.json", other)
    for grant in ["default", "claude", "nobody"] {
      let policy = try load(
        grant, override: folder.path + "/other.json", grants: ["claude": GrantSettings(policy: "missing.json")])
      #expect(policy.document?.default == .allow)
    }
  }

  @Test("a configured file that is missing is an error, never the built-in policy")
  func missing() throws {
    for error in [
      try failure { _ = try load(override: folder.path + "/none.json") },
      try failure { _ = try load("claude", grants: ["claude": GrantSettings(policy: "none.json")]) },
      try failure { _ = try load(grants: ["default": GrantSettings(policy: "none.json")]) },
    ] {
      #expect(error.failure == .config)
      #expect(error.message == "the policy file \(folder.path)/none.json does not exist")
    }
  }

  @Test("a policy that is invalid or cannot be read is an error", arguments: ["", "{}", "{\"version\":\"1\"}"])
  func invalid(text: String) throws {
    try folder.write("policy.json", text)
    let error = try failure { _ = try load() }
    #expect(error.failure == .config)
    #expect(error.message.hasPrefix("invalid policy \(folder.path)/policy.json:1:1: "))
  }

  @Test("a folder in place of the file is an error")
  func folderInPlace() throws {
    try folder.write("policy.json/inside", "")
    let error = try failure { _ = try load() }
    #expect(error.failure == .config)
    #expect(error.message.contains("cannot be read"))
  }

  @Test(
    "grant names are 1 to 64 letters, digits, dots, underscores and hyphens",
    arguments: [
      ("default", true), ("a", true), ("9", true), ("claude-3.5_x", true), (String(repeating: "a", count: 64), true),
      ("", false), (".hidden", false), ("-x", false), ("_x", false), ("a b", false), ("a/b", false), ("*", false),
      ("ünï", false), ("\u{212A}", false), ("a\n", false), (String(repeating: "a", count: 65), false),
    ])
  func grantNames(name: String, isName: Bool) {
    #expect(PolicySource.isGrantName(name) == isName)
  }
}
