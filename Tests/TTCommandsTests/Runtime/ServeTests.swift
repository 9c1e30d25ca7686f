import Basics
import TestSupport
import Testing
import Transport

@testable import TTCommands

/// What comes through `tt serve` runs under its grant, or not at all.
@Suite("tt serve") struct ServeTests {
  private func fixture(_ config: String = #""grants":{"claude":{"policy":"agent.json"}}"#) throws -> CLIFixture {
    let cli = try CLIFixture(answers: CLIFixture.tracking)
    cli.readsZoneFiles = true
    try cli.write(#"{"app_password":"kept-s3cret","host":"api.example.test"}"#, config: "credentials.json")
    try cli.write(CLIFixture.samplePolicy, config: "agent.json")
    try cli.write(
      #"{"api_url":"\#(AnsweringTransport.base)","account_id":7,\#(config)}"#, config: "config.json")
    return cli
  }

  private func ssh(_ line: String, _ cli: CLIFixture) -> CLIFixture.Run {
    cli.run("serve", "--grant", "claude", with: ["SSH_ORIGINAL_COMMAND": line])
  }

  @Test("a command of the other side runs under the grant, through ssh and through sudo")
  func runs() throws {
    for line in [
      "track --task-id 42 --json", "tt track 42 --json", " track  '42' \"--json\" ", "track 42 --grant claude --json",
    ] {
      let cli = try fixture()
      let run = ssh(line, cli)
      #expect(run.code == 0, "\(line): \(run.errors)")
      #expect(cli.read(CLIFixture.state + "/audit.jsonl")?.contains(#""grant":"claude""#) == true)
    }
    let run = try fixture().run("serve", "--grant", "claude", "--", "track", "42")
    #expect(run.code == 0, "\(run.errors)")
  }

  @Test(
    "what the gate does not run is denied",
    arguments: [
      "policy approve X --yes", "policy deny X", "policy init", "policy test f.json",
      "policy show --policy /etc/passwd",
      "config list", "config get api_url", "config set grant_lock x", "config path", "auth login", "auth status",
      "auth logout", "trust", "doctor", "completion bash", "serve --grant other", "serve --setup sudo --user a",
      "track 42 --grant other", "track 42 --grant other --grant claude", "policy log --grant other --grant claude",
      "policy approvals --grant other", "track 42 --policy p.json", "show me --show-secrets", "mcp --show-secrets",
      "mcp --grant other", "mcp --policy p.json", "edit -e", "edit --editor --yes",
      "policy check -- track 42 --policy p.json",
      "policy log --verify", "policy log -f", "edit -e --day yesterday", "edit -qe",
      "policy check -- track 42 --grant other", "policy check -- policy check -- track 42 --grant other",
    ])
  func denied(_ line: String) throws {
    let cli = try fixture()
    let run = ssh(line + " --json", cli)
    let plain = ssh(line, cli)
    #expect(plain.code == 3, "\(plain.errors)")
    #expect(plain.errors.contains("(grant lock)"), "\(plain.errors)")
    #expect([2, 3].contains(run.code))
    #expect(cli.transport?.sent == [])
  }

  @Test(
    "a file of the gate, a shell's syntax and a broken line are usage errors, and nothing runs",
    arguments: [
      "call get_me --arguments /etc/passwd", "call get_me --arguments=/etc/passwd", "import /etc/passwd",
      "import --format csv -- /etc/passwd", "policy check /etc/passwd", "policy check -", "policy check ./get_me",
      "policy check /etc/passwd -- track 42", "policy check get_me -- track 42", "policy check /etc/passwd task_id=42",
      "policy check -- call get_me --arguments /etc/passwd",
      "policy check -- policy check /etc/passwd", "call get_me --arguments - --arguments /etc/passwd",
      "track 42; id", "track 42 && id", "track 42 | sh", "track < /etc/passwd", "track 42 > /tmp/x", "track $HOME",
      "track `id`", "track \\42", "track 42\nid", "track 42\r\nid", "track '42", "track \"42", "track 4\u{FFFD}2",
      "__complete tt track", "'track 42'", "tt -- track 42", "-- track 42", "--", "tt tt track 42", "'' track 42",
      "policy check -- policy check get_me -- track 42", "call get_me --arguments ''", "import ''", "import -- ./-",
    ])
  func refused(_ line: String) throws {
    let cli = try fixture()
    let run = ssh(line, cli)
    #expect(run.code == 2, "\(run.errors)")
    #expect(!run.output.contains("uid=") && !run.errors.contains("root:"))
    #expect(cli.transport?.sent == [])
  }

  @Test("arguments and imports are read from standard input")
  func standardInput() throws {
    let cli = try fixture()
    cli.input = #"{"task_id":42}"#
    let run = ssh("call track_task --arguments -", cli)
    #expect(run.code == 0, "\(run.errors)")
    cli.input = "no format\n"
    #expect(ssh("import -", cli).errors.contains("cannot tell the format"))
  }

  @Test("no variable of the caller chooses a service, folder, proxy, program or workspace")
  func environment() throws {
    let cli = try fixture()
    cli.environment.merge([
      "TT_API_URL": "https://elsewhere.test/", "TT_GRANT": "other", "TT_POLICY": "/etc/passwd", "TT_ACCOUNT_ID": "8",
      "TT_APP_PASSWORD": "another", "XDG_CONFIG_HOME": "/elsewhere", "XDG_STATE_HOME": "/elsewhere",
      "TZ": ":/etc/shadow",
      "PATH": "/elsewhere", "https_proxy": "http://elsewhere.test", "SSL_CERT_FILE": "/elsewhere", "TT_NO_INPUT": "1",
    ]) { $1 }
    var seen: [String: String] = [:]
    var left: [String: String] = [:]
    cli.adjust = { context in
      let make = context.transport
      context.transport = { reservation, environment in
        seen = environment.variables
        return make(reservation, environment)
      }
      context.shedCaller = { left = $0 }
      context.workingFolder = { "/elsewhere" }
    }
    let run = ssh("track 42", cli)
    #expect(run.code == 0, "\(run.errors)")
    #expect(Set(seen.keys) == ["HOME", "PATH"])
    #expect(left == seen)
    #expect(seen["PATH"]?.contains("elsewhere") == false)
    let elsewhere = cli.home + "/elsewhere"
    cli.adjust = { $0.homeOfAccount = { _ in elsewhere } }
    #expect(ssh("track 42", cli).code != 0, "another home has another configuration")
  }

  @Test("without a command line it is tt mcp, and what tt without words shows at a terminal")
  func nothingAsked() throws {
    let cli = try fixture()
    #expect(cli.run("serve", "--grant", "claude").errors.contains("tt mcp"))
    #expect(ssh("  ", cli).errors.contains("tt mcp"))
    #expect(ssh("tt", cli).output.contains("tt help"))
    cli.adjust = { $0.inputIsTerminal = true }
    #expect(cli.run("serve", "--grant", "claude").output.contains("tt help"))
  }

  @Test("notes are read from standard input, and neither a file of the folder nor a picker is used for a task")
  func task() throws {
    let cli = try fixture()
    cli.input = "by pipe\n"
    #expect(ssh("track 42 --notes -", cli).code == 0)
    #expect(cli.transport?.requests.contains { $0.parameters["notes"] == "by pipe" } == true)
    let folder = cli.home
    try cli.write(".tt.json", #"{"task":42}"#)
    cli.adjust = { context in
      context.workingFolder = { folder }
      context.runProgram = { program throws(SystemError) in
        Issue.record("\(program.words) is run")
        throw SystemError("", ENOENT)
      }
    }
    let count = cli.transport?.sent.count
    let run = ssh("track", cli)
    #expect(run.code == 2, "\(run.errors)")
    #expect(cli.transport?.sent.count == count)
  }

  @Test("the log and the approvals are those of the grant")
  func log() throws {
    let cli = try fixture()
    #expect(cli.run("track", "42", "--grant", "other").code != 0)
    #expect(ssh("track 42", cli).code == 0)
    let log = ssh("policy log --output jsonl", cli)
    #expect(log.code == 0, "\(log.errors)")
    #expect(log.output.contains("claude") && !log.output.contains("other"))
  }

  @Test("a grant_lock in config.json to another grant is not replaced")
  func otherLock() throws {
    let cli = try fixture(#""grant_lock":"other""#)
    #expect(ssh("track 42", cli).code == 3)
    #expect(ssh("policy log", cli).code == 3)
  }

  @Test(
    "a rule of sudo cannot be met by other words that look the same",
    arguments: [
      ["serve", "--grant", "claude -- --grant other"], ["serve", "--grant", "claude", "-- --grant", "other"],
      ["serve", "--grant claude", "--", "track", "42"], ["serve --grant claude --", "track"],
      ["serve", "--grant", "claude -- track 42"],
    ])
  func sudoWords(_ words: [String]) throws {
    let cli = try fixture()
    #expect(cli.run(words).code == 2)
    #expect(cli.transport?.sent == [])
  }

  @Test(
    "the gate's own line has the grant and nothing else",
    arguments: [
      ["serve"], ["serve", "--grant", "a b"], ["serve", "--grant", "claude", "--policy", "p.json"],
      ["serve", "--grant", "claude", "--json"], ["serve", "--grant", "claude", "track", "42"],
      ["serve", "--grant", "claude", "--key", "f"],
    ])
  func ownLine(_ words: [String]) throws {
    #expect(try fixture().run(words, with: ["TT_GRANT": "claude"]).code == 2)
  }
}
