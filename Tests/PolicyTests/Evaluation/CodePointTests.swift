import Basics
import Policy
import Testing

/// Texts that Swift's `==` takes for equal although they are different code points.
@Suite("Comparison by code points") struct CodePointTests {
  static let lookalikes = [
    ("K", "\u{212A}"), ("Å", "\u{212B}"), ("é", "e\u{301}"), ("한", "\u{1112}\u{1161}\u{11AB}"), (";", "\u{37E}"),
  ]

  @Test("a tool whose name only looks the same is not listed", arguments: lookalikes)
  func lookalikeTools(listed: String, called: String) throws {
    #expect(listed == called, "the pair must be one that == confuses")
    let policy = try document(#"{"version":"1","default":"deny","tools":{"\#(listed)":{}}}"#)
    #expect(denial(listed, policy) == nil)
    #expect(denial(called, policy) == "(default deny)")
  }

  @Test(
    "names that differ in case, blanks or length are different",
    arguments: ["Track_Task", "track_task ", "track", "track_tas\u{212A}"])
  func nearMisses(called: String) throws {
    #expect(denial(called, try document(publishedSample)) == "(default deny)")
  }

  @Test("hiding one name does not hide its lookalike", arguments: lookalikes)
  func lookalikeHides(hidden: String, called: String) throws {
    let policy = try document(#"{"version":"1","default":"allow","hide":["\#(hidden)"]}"#)
    #expect(denial(hidden, policy) == "(hidden)")
    #expect(denial(called, policy) == nil)
  }

  @Test("only * itself hides everything", arguments: ["*a", "**", "\u{FF0A}", "*\u{301}"])
  func stars(entry: String) throws {
    let policy = try document(#"{"version":"1","default":"allow","hide":["\#(entry)"]}"#)
    #expect(denial("get_me", policy) == nil)
  }

  @Test("lookalike tools, hidden names and counters are not duplicates", arguments: lookalikes)
  func noDuplicates(first: String, second: String) throws {
    let policy = try document(
      """
      {"version":"1","default":"deny","hide":["\(first)","\(second)"],"tools":{"\(first)":{},"\(second)":{"limits":[
        {"counter":"\(first)","window":"day","max":1},{"counter":"\(second)","window":"day","max":1}]}}}
      """)
    #expect(policy.tools.count == 2)
    #expect(policy.tools.last?.rules.limits.count == 2)
  }

  @Test("counters whose names only look the same are counted separately", arguments: lookalikes)
  func lookalikeCounters(first: String, second: String) throws {
    let policy = try document(
      """
      {"version":"1","default":"deny","tools":{"\(first)":{"limits":[{"counter":"c","window":"day","max":1}]},
        "\(second)":{"limits":[{"counter":"c","window":"day","max":1}]}}}
      """)
    var counters = Counters()
    #expect(counters.acquire(try uses(first, policy), now: 0) == nil)
    let other = try uses(second, policy)
    #expect(counters.acquire(other, now: 0) == nil)
  }
}
