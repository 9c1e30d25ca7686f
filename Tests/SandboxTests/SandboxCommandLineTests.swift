import Basics
import Foundation
import Testing

@testable import Sandbox

@Suite("The command line of tt-sandbox") struct SandboxCommandLineTests {
  /// The result of running the program.
  struct Run {
    var code: Int32
    var output: String
    var errors: String
  }

  static let program: URL = {
    let runner = URL(fileURLWithPath: CommandLine.arguments.first ?? "").resolvingSymlinksInPath()
    return runner.deletingLastPathComponent().appendingPathComponent("tt-sandbox")
  }()

  static func run(_ arguments: [String], environment: [String: String] = [:]) throws -> Run {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
    let output = Pipe()
    let errors = Pipe()
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    let outputData = output.fileHandleForReading.readDataToEndOfFile()
    let errorData = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Run(
      code: process.terminationStatus, output: String(decoding: outputData, as: UTF8.self),
      errors: String(decoding: errorData, as: UTF8.self))
  }

  static func shell(_ script: String, options: [String] = [], environment: [String: String] = [:]) throws -> Run {
    try run(options + ["sh", "-c", script], environment: environment)
  }

  @Test(
    "the exit code is that of the command, or 128 plus its signal",
    arguments: [("exit 7", 7), ("true", 0), ("kill -TERM $$", 143), ("kill -KILL $$", 137)] as [(String, Int32)])
  func exitCode(script: String, code: Int32) throws {
    #expect(try Self.shell(script).code == code)
  }

  @Test("a missing command is exit 127 and one that cannot run exit 126, with one line of error")
  func cannotRun() throws {
    let missing = try Self.run(["no-such-command-here"])
    #expect(missing.code == 127)
    #expect(missing.errors == "tt-sandbox: no-such-command-here: command not found\n")
    let folder = try Self.run(["/tmp"])
    #expect(folder.code == 126)
    #expect(folder.errors.hasPrefix("tt-sandbox: /tmp: "))
  }

  @Test("the command gets the address of the service and a temporary home")
  func environment() throws {
    let run = try Self.shell(
      "echo $TT_API_URL; echo $TT_APP_PASSWORD $TT_ACCOUNT_ID; echo $PATH; stat -c %a $XDG_CONFIG_HOME/..; "
        + "echo ${TT_EMAIL-none}${TT_PASSWORD-none}${TT_GRANT-none}${TT_POLICY-none}${TT_STORE-none}; dirname $XDG_STATE_HOME",
      environment: [
        "TT_EMAIL": "x", "TT_PASSWORD": "x", "TT_GRANT": "x", "TT_POLICY": "x", "TT_STORE": "x",
        "XDG_CONFIG_HOME": "/x",
      ])
    let lines = run.output.split(separator: "\n").map(String.init)
    try #require(lines.count == 6)
    #expect(lines[0].hasPrefix("http://127.0.0.1:"))
    #expect(lines[0].hasSuffix("/api/v4"))
    #expect(lines[1] == "sandbox 700001")
    #expect(lines[2].hasPrefix(Self.program.deletingLastPathComponent().path + ":"))
    #expect(lines[3] == "700")
    #expect(lines[4] == "nonenonenonenonenone")
    #expect(FileManager.default.fileExists(atPath: lines[5]) == false)
  }

  @Test("--keep-home leaves the rest of the environment unchanged")
  func keepHome() throws {
    let run = try Self.shell(
      "echo $XDG_CONFIG_HOME $TT_GRANT", options: ["--keep-home"],
      environment: ["XDG_CONFIG_HOME": "/mine", "TT_GRANT": "g"])
    #expect(run.output == "/mine g\n")
  }

  @Test("--state keeps the workspace and --log records the requests")
  func stateAndLog() throws {
    let folder = FileManager.default.temporaryDirectory.path + "/\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let options = ["--state", "\(folder)/state.json", "--log=\(folder)/log.jsonl"]
    let curl = "curl -s -u API_TOKEN:$TT_APP_PASSWORD"
    let first = try Self.shell("\(curl) -X POST $TT_API_URL/$TT_ACCOUNT_ID/tasks/track/42", options: options)
    #expect(try JSONValue.parse(first.output)["data"]?["task_id"] == 42)
    let second = try Self.shell("\(curl) $TT_API_URL/users/9001/tasks/tracking", options: options)
    #expect(try JSONValue.parse(second.output)["data"]?.array?.first?["id"] == 42)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == ["log.jsonl", "state.json"])
    let log = try String(contentsOfFile: "\(folder)/log.jsonl", encoding: .utf8).split(separator: "\n")
    #expect(try log.map { try JSONValue.parse(String($0))["status"] } == [200, 200])
  }

  @Test("--fault injects a fault")
  func fault() throws {
    let run = try Self.shell(
      "curl -s -w '%{http_code} ' -o /dev/null $TT_API_URL/me -o /dev/null $TT_API_URL/me",
      options: ["--fault", "html*1"])
    #expect(run.output == "500 401 ")
  }

  @Test("--tasks and --events enlarge the workspace")
  func largeWorkspace() throws {
    let run = try Self.shell(
      "curl -s -u x:$TT_APP_PASSWORD \"$TT_API_URL/events?filter=COMPANY&page_size=20000\"",
      options: ["--tasks", "50", "--events", "1234"])
    #expect(try JSONValue.parse(run.output)["data"]?.array?.count == 1234)
  }

  @Test("without a command it prints export lines and serves until interrupted")
  func withoutCommand() async throws {
    let process = Process()
    process.executableURL = Self.program
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    var text = ""
    while !text.contains("unset") {
      let data = output.fileHandleForReading.availableData
      try #require(!data.isEmpty)
      text += String(decoding: data, as: UTF8.self)
    }
    let probe = try Process.run(
      URL(fileURLWithPath: "/bin/sh"),
      arguments: ["-c", text + "curl -sf -u x:$TT_APP_PASSWORD $TT_API_URL/me >/dev/null"])
    probe.waitUntilExit()
    #expect(probe.terminationStatus == 0)
    process.interrupt()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    let home = text.split(separator: "'").first { $0.hasSuffix("/config") }.map(String.init) ?? "/"
    #expect(FileManager.default.fileExists(atPath: home) == false)
  }

  @Test("the command has the default action for SIGPIPE")
  func brokenPipe() throws {
    #expect(try Self.shell("yes | head -1; sh -c 'kill -PIPE $$'; echo $?").output == "y\n141\n")
  }

  @Test(
    "a wrong option is exit 2 with one line of error",
    arguments: [
      ["--bogus"], ["--port"], ["--port", "x"], ["--fault", "nonsense"], ["--tasks", "-1"], ["--keep-home=yes"],
    ])
  func wrongOption(arguments: [String]) throws {
    let run = try Self.run(arguments)
    #expect(run.code == 2)
    #expect(run.errors.hasPrefix("tt-sandbox: "))
    #expect(run.errors.split(separator: "\n").count == 1)
    #expect(run.output.isEmpty)
  }

  @Test("options end at the first argument without a dash, or at --")
  func endOfOptions() throws {
    let options = try ProgramOptions(["--keep-home", "tt", "--port", "x"])
    #expect(options.command == ["tt", "--port", "x"])
    #expect(try ProgramOptions(["--", "--odd"]).command == ["--odd"])
    #expect(try ProgramOptions(["--port=8080", "--fault=html", "--fault", "429*1"]).faults.count == 2)
  }

  @Test("--help and --version write to standard output")
  func help() throws {
    #expect(try Self.run(["--help"]).output.hasPrefix("Usage: tt-sandbox"))
    #expect(try Self.run(["--version"]).output == "tt-sandbox \(SandboxProgram.version)\n")
  }

  @Test("a port in use is exit 1 and named")
  func portInUse() async throws {
    let server = try SandboxServer.start()
    let port = try #require(URL(string: server.baseURL)?.port)
    let run = try Self.run(["--port", String(port), "true"])
    server.stop()
    #expect(run.code == 1)
    #expect(run.errors.contains("127.0.0.1:\(port)"))
  }

  @Test("export lines are quoted for a shell")
  func quoting() {
    #expect(ChildEnvironment.quoted("a'b $c") == #"'a'\''b $c'"#)
  }
}
