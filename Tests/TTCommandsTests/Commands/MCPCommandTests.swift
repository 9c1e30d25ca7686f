import Testing

@testable import TTCommands

@Suite("tt mcp") struct MCPCommandTests {
  @Test(
    "flags that mean nothing for tools are refused, and so are unknown tools",
    arguments: [
      (["--fields", "id,name"], "tt mcp: --fields has no effect on tools"),
      (["--json"], "tt mcp: --json has no effect on tools"), (["-q"], "tt mcp: --quiet has no effect on tools"),
      (["--output", "csv"], "tt mcp: --output has no effect on tools"),
      (["--tools", "get_me,nope"], #"unknown tool "nope""#), (["--tools", ""], "missing value for --tools"),
    ])
  func refused(_ flags: [String], _ message: String) throws {
    let run = try CLIFixture().run(["mcp"] + flags)
    #expect(run.code == 2)
    #expect(run.errors.contains(message), "\(run.errors)")
  }

  @Test("flags about tools are accepted")
  func accepted() throws {
    let run = try CLIFixture().run(["mcp", "--tools", "get_me,check_call", "--allowed-only", "--read-only"])
    #expect(run.errors.contains("tt mcp requires the standard streams of a process of its own"), "\(run.errors)")
  }
}
