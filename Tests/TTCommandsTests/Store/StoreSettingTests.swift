import Basics
import Testing

@testable import TTCommands

@Suite("Settings of the shared store") struct StoreSettingTests {
  private static let url = "postgresql://agent@127.0.0.1:1/tt"

  @Test("the setting is kept and shown, and TT_STORE beats it; empty means none")
  func effect() throws {
    let cli = try CLIFixture()
    #expect(cli.run("config", "set", "store", Self.url).code == 0)
    #expect(cli.run("config", "get", "store").output == Self.url + "\n")
    let other = cli.run("config", "get", "store", "--show-origin", with: ["TT_STORE": "postgresql://other/tt"])
    #expect(other.output == "postgresql://other/tt  environment (TT_STORE)\n")
    #expect(cli.run("config", "get", "store", with: ["TT_STORE": ""]).code == 5)
    #expect(cli.run("config", "list").output.contains(Self.url))
  }

  @Test("without a store, and with an empty TT_STORE, state is in files")
  func files() throws {
    let cli = try CLIFixture(answers: CLIFixture.tracking)
    try cli.write(#"{"store":"\#(Self.url)"}"#, config: "config.json")
    #expect(cli.run(["track", "42"], with: ["TT_STORE": ""]).code == 0)
    #expect(try cli.used() == 1)
    #expect(cli.run("track", "42").code == 7)
    #expect(try cli.used() == 1)
  }

  @Test("an address with a password, or without host or database, is never kept, nor repeated")
  func refused() throws {
    let cli = try CLIFixture(answers: [:])
    for text in ["postgresql://a:s3cret@db/tt", "postgresql:///tt", "postgresql://db", "db"] {
      let set = cli.run("config", "set", "store", text)
      #expect(set.code == 2 && !set.errors.contains("s3cret"), "\(set.errors)")
      #expect(!cli.exists(CLIFixture.config + "/config.json"))
      let call = cli.run(["track", "42"], with: ["TT_STORE": text])
      #expect(call.code == 11 && !call.errors.contains("s3cret"), "\(call.errors)")
    }
    try cli.write(#"{"store":"postgresql://a:s3cret@db/tt"}"#, config: "config.json")
    let call = cli.run("track", "42")
    #expect(call.code == 11 && !call.errors.contains("s3cret"))
    #expect(try call.errorLine().contains("config.json:1:2: /store: the password is not kept here"))
    #expect(cli.lines == [])
  }

  @Test("the time limit is from 100ms to 60s", arguments: [("100ms", 0), ("1.5m", 2), ("60s", 0), ("99ms", 2)])
  func timeout(text: String, code: Int32) throws {
    #expect(try CLIFixture().run("config", "set", "store_timeout", text).code == code)
  }

  @Test("with a locked grant, any TT_STORE is refused, and nothing is sent", arguments: ["", url, "service=x"])
  func lock(value: String) throws {
    let cli = try CLIFixture(answers: [:])
    try cli.write(CLIFixture.samplePolicy, config: "agent.json")
    try cli.write(
      #"{"grant_lock":"agent","store":"postgresql://db/tt","grants":{"agent":{"policy":"agent.json"}}}"#,
      config: "config.json")
    let run = cli.run(["track", "42", "--json"], with: ["TT_STORE": value])
    #expect(run.code == 3)
    #expect(try run.error()["rule"] == "(grant lock)")
    #expect(cli.lines == [])
    #expect(!cli.exists(CLIFixture.state + "/limits.json"))
  }

  @Test("with a locked grant, the service file of the environment is not read")
  func lockedService() throws {
    let cli = try CLIFixture(answers: [:])
    let file = try cli.write("pg", "[tt]\nhost=127.0.0.1\nport=1\ndbname=tt\n")
    for isLocked in [true, false] {
      try cli.write(CLIFixture.samplePolicy, config: "agent.json")
      let lock = isLocked ? #""grant_lock":"agent","# : ""
      try cli.write(
        #"{\#(lock)"store":"service=tt","grants":{"agent":{"policy":"agent.json"}}}"#, config: "config.json")
      let run = cli.run(["track", "42", "--grant", "agent"], with: ["PGSERVICEFILE": file])
      #expect(run.code == (isLocked ? 11 : 7), "\(run.errors)")
    }
  }

  @Test("certificates come from sslrootcert or SSL_CERT_FILE, and without any nothing is connected")
  func certificates() throws {
    let cli = try CLIFixture(answers: [:])
    cli.environment["TT_STORE"] = "postgresql://203.0.113.1/tt"
    cli.environment["SSL_CERT_FILE"] = "/nonexistent"
    let run = cli.run("track", "42")
    #expect(run.code == 11)
    #expect(run.errors.contains("sslrootcert") && run.errors.contains("SSL_CERT_FILE"))
    #expect(cli.lines == [])
  }
}
