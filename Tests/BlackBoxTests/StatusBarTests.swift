import Foundation
import Sandbox
import Testing

/// The snippets of tt-status(1) for prompts and status bars, each run as it is printed there.
@Suite("Prompts and status bars") struct StatusBarTests {
  private static let tmux = ["/usr/bin/tmux", "/usr/local/bin/tmux", "/opt/homebrew/bin/tmux"]
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  /// The lines to copy in the section on prompts, in its order.
  private static func snippets() throws -> [[String]] {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let page = try String(contentsOf: root.appending(path: "man/tt-status.1"), encoding: .utf8)
    let start = try #require(page.range(of: ".SH PROMPTS AND STATUS BARS\n")).upperBound
    let section = page[start...].components(separatedBy: "\n.SH ")[0]
    return section.components(separatedBy: ".nf\n.RS 4\n").dropFirst().map { block in
      block.components(separatedBy: ".RE\n")[0].split(separator: "\n").map { line in
        String(line).replacing("\\-", with: "-").replacing("\\(aq", with: "'").replacing("\\(ti", with: "~")
          .replacing("\\e", with: "\\")
      }
    }
  }

  private static func snippet(with text: String) throws -> [String] {
    try #require(try snippets().first { $0.contains { $0.contains(text) } })
  }

  /// The environment in which `tt` is the program under test.
  private func path(_ fixture: SandboxFixture) -> [String: String?] {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return ["PATH": fixture.folder + "/tmp:" + Products.folder + ":" + path]
  }

  private func shell(_ script: String, _ fixture: SandboxFixture) async throws -> TTRun {
    try await fixture.run("/bin/sh", ["-c", script], env: path(fixture))
  }

  @Test("there are snippets for four of them")
  func all() throws {
    #expect(try Self.snippets().count == 4)
  }

  @Test("tmux shows the task and the elapsed time", .enabled(if: tmux != nil, "tmux is not installed"))
  func statusLine() async throws {
    let tmux = try #require(Self.tmux)
    let lines = try Self.snippet(with: "status-right")
    try await SandboxFixture.run(.running42) { fixture in
      let file = fixture.folder + "/tmp/tmux.conf"
      try (lines + ["set -g status-interval 1", "set -g status-right-length 60", ""]).joined(separator: "\n")
        .write(toFile: file, atomically: true, encoding: .utf8)
      let socket = fixture.folder + "/tmp/s"
      let env = path(fixture).merging(["TERM": "xterm", "LC_ALL": "C.UTF-8"]) { $1 }
      func run(_ words: [String]) async throws -> TTRun {
        try await fixture.run(tmux, ["-S", socket] + words, env: env)
      }
      // A terminal whose screen is tmux: the inner server is shown in a window of the outer one.
      let started = try await run(["-f", file, "new-session", "-d", "-x", "120", "-y", "10", "-s", "inner", "sleep 60"])
      #expect(started.exit == 0, "\(started.errors)")
      let outer = fixture.folder + "/tmp/o"
      let words = "TMUX= \(tmux) -S \(socket) attach -t inner"
      _ = try await fixture.run(
        tmux, ["-S", outer, "-f", "/dev/null", "new-session", "-d", "-x", "120", "-y", "10", words], env: env)
      var screen = ""
      for _ in 0..<60 where !screen.contains("Write report 1:0") {
        try await Task.sleep(for: .milliseconds(250))
        screen = try await fixture.run(tmux, ["-S", outer, "capture-pane", "-p"], env: env).out
      }
      _ = try await fixture.run(tmux, ["-S", outer, "kill-server"], env: env)
      _ = try await run(["kill-server"])
      #expect(screen.firstMatch(of: /Write report 1:0\d:\d\d/) != nil, "\(screen)")
    }
  }

  @Test("Starship's command prints the task and the elapsed time, and nothing without a timer")
  func starship() async throws {
    let line = try #require(try Self.snippet(with: "[custom.tt]").first { $0.hasPrefix("command = ") })
    let command = line.dropFirst("command = \"".count).dropLast()
    try await SandboxFixture.run(.running42) { fixture in
      // A busy machine may not answer within the second that the prompt waits: what is shown is then known already.
      _ = try await fixture.tt("status")
      let run = try await shell(String(command), fixture)
      #expect(run.out.wholeMatch(of: /Write report 1:0\d:\d\d\n/) != nil, "\(run)")
    }
    try await SandboxFixture.run { fixture in
      let run = try await shell(String(command), fixture)
      #expect(run.out == "" && run.exit == 0 && run.errors == "")
    }
  }

  @Test("Waybar's command prints one JSON object with escaped markup")
  func waybar() async throws {
    let snippet = try Self.snippet(with: "custom/tt").joined(separator: "\n")
    let module = try JSON("{\(snippet)}")["custom/tt"]
    let command = try #require(module?["exec"]?.string)
    #expect(module?["return-type"]?.string == "json")
    try await SandboxFixture.run { fixture in
      _ = try await fixture.tt("track", "8308")
      let run = try await shell(command, fixture)
      #expect(run.out.split(separator: "\n").count == 1)
      #expect(try run.json()["text"]?.string?.hasPrefix("Recherche &amp; Überblick 0:0") == true)
      #expect(try run.json()["class"]?.string == "running")
      #expect(try run.json()["tooltip"]?.string?.contains("&amp;") == true)
    }
  }

  @Test("i3status's lines get the timer in front")
  func i3status() async throws {
    let script = try Self.snippet(with: "i3status").joined(separator: "\n")
    try await SandboxFixture.run(.running42) { fixture in
      // A function in place of the program, which is not installed.
      _ = try await fixture.tt("status")
      let program = "i3status() { echo 'cpu 5%'; echo 'cpu 6%'; }\n"
      let run = try await shell(program + script, fixture)
      let lines = run.out.split(separator: "\n")
      #expect(lines.count == 2, "\(run)")
      #expect(lines.first?.wholeMatch(of: /Write report 1:0\d:\d\d \| cpu 5%/) != nil)
      #expect(lines.last?.hasSuffix(" | cpu 6%") == true)
    }
  }

  @Test("a prompt waits a second at most for a service that never answers, and has what is known")
  func silentService() async throws {
    try await SandboxFixture.run(.running42) { fixture in
      _ = try await fixture.tt("status")
      fixture.sandbox.inject(Fault(.latency(milliseconds: 30_000)))
      try await Task.sleep(for: .milliseconds(1100))
      let run = try await fixture.tt("status", "--max-age", "0", "--format", "{task} {stale}")
      #expect(run.out == "Write report stale\n" && run.exit == 0 && run.errors == "")
      // The process itself may be slow on a busy machine.
      #expect(run.duration < .seconds(3), "\(run.duration)")
    }
  }

  @Test(
    "a dumb terminal gets no control characters",
    .enabled(if: FileManager.default.fileExists(atPath: "/usr/bin/script")))
  func dumb() async throws {
    try await SandboxFixture.run(.large(tasks: 300, events: 0, timeZone: .gmt)) { fixture in
      let command = "\(Products.tt) list tasks; \(Products.tt) status; \(Products.tt) track nothing"
      let run = try await fixture.run("/usr/bin/script", ["-qec", command, "/dev/null"], env: ["TERM": "dumb"])
      let text = run.out.replacing("\r\n", with: "\n")
      #expect(text.split(separator: "\n").count > 250)
      #expect(!text.unicodeScalars.contains { $0 != "\n" && $0.value < 0x20 })
    }
  }
}
