import Basics
import Policy
import Testing

@Suite("Reading a policy") struct DecodingTests {
  @Test("the published sample is read as published")
  func published() throws {
    let policy = try document(publishedSample)
    #expect(policy.default == .deny)
    #expect(policy.hide.isEmpty && policy.allToolsLimits.isEmpty)
    #expect(policy.tools.map(\.name) == ["track_task"])
    #expect(
      policy.rules(for: "track_task")?.limits == [
        Limit(
          counter: "track_task_rate", window: .minute, max: 30, scope: .grant,
          rule: "/tools/track_task/limits/track_task_rate")
      ])
  }

  @Test("the smallest policy has a version and a default", arguments: ["allow", "deny"])
  func smallest(word: String) throws {
    let policy = try document(#"{"version":"1","default":"\#(word)"}"#)
    #expect(policy.default.rawValue == word)
    #expect(policy.tools.isEmpty)
  }

  @Test("without a scope a limit counts per grant")
  func scopeDefault() throws {
    let policy = try document(
      #"{"version":"1","default":"deny","tools":{"t":{"limits":[{"counter":"c","window":"day","max":1}]}}}"#)
    #expect(policy.rules(for: "t")?.limits.first?.scope == .grant)
  }

  @Test("every window and scope is read", arguments: ["minute", "hour", "day"], ["grant", "server"])
  func words(window: String, scope: String) throws {
    let limit = try #require(
      try document(policy(window: window, max: 7, scope: scope)).rules(for: "t")?.limits.first)
    #expect(limit.window.text == window)
    #expect(limit.scope.rawValue == scope)
    #expect(limit.max == 7)
  }

  @Test("a maximum of 0 is allowed, and so is the largest number")
  func extremes() throws {
    #expect(try document(policy(max: 0)).rules(for: "t")?.limits.first?.max == 0)
    #expect(try document(policy(max: Int.max)).rules(for: "t")?.limits.first?.max == Int.max)
  }

  @Test("the order of the document's tools and limits is kept")
  func order() throws {
    let policy = try document(
      """
      {"version":"1","default":"deny","tools":{"z":{},"a":{"limits":[
        {"counter":"second","window":"day","max":2},{"counter":"first","window":"hour","max":1}]},"m":{}}}
      """)
    #expect(policy.tools.map(\.name) == ["z", "a", "m"])
    #expect(policy.rules(for: "a")?.limits.map(\.counter) == ["second", "first"])
  }

  @Test("the same counter name may occur in several lists")
  func sameCounterElsewhere() throws {
    let limit = #"{"limits":[{"counter":"c","window":"day","max":2}]}"#
    let policy = try document(
      #"{"version":"1","default":"deny","all_tools":\#(limit),"tools":{"a":\#(limit),"b":\#(limit)}}"#)
    #expect(policy.allToolsLimits.map(\.rule) == ["/all_tools/limits/c"])
    #expect(policy.tools.flatMap(\.rules.limits).map(\.rule) == ["/tools/a/limits/c", "/tools/b/limits/c"])
  }

  @Test("tilde and slash are escaped in rule names")
  func escaping() throws {
    let policy = try document(policy(tool: "a/b~c", counter: "x~/y", max: 1))
    #expect(policy.rules(for: "a/b~c")?.limits.first?.rule == "/tools/a~1b~0c/limits/x~0~1y")
  }

  @Test("the fingerprint is the SHA-256 of the document's bytes")
  func fingerprint() throws {
    // sha256sum of {"version":"1","default":"deny"} without a line end.
    #expect(
      try document(#"{"version":"1","default":"deny"}"#).fingerprint
        == "aeaf06700126854b9186966605af6bd20042ae56be7753f94096266dbcf2d4f3")
    #expect(
      try document(#"{"version":"1","default":"deny"} "#).fingerprint
        != (try document(#"{"version":"1","default":"deny"}"#).fingerprint))
  }
}
