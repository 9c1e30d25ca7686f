import Basics
import Foundation
import Testing

@testable import TTCommands

/// A folder that tt cannot make or write is named together with what is in the way, and how to get it out of the way.
@Suite("Folders that cannot be written") struct UnwritableFolderTests {
  private func close(_ cli: CLIFixture, _ name: String, mode: Int) throws {
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: cli.home + "/" + name)
  }

  @Test("the nearest existing folder is named, with the chmod that opens it")
  func state() throws {
    let cli = try CLIFixture(answers: CLIFixture.tracking)
    try cli.makeFolder(".local")
    try close(cli, ".local", mode: 0o500)
    defer { try? close(cli, ".local", mode: 0o700) }
    let run = cli.run("track", "42")
    let local = cli.home + "/.local"
    #expect(run.code == 11)
    #expect(run.errors.contains("\(local)/state/tt cannot be made: \(local) is not writable; "))
    #expect(run.errors.contains("chmod u+rwx \(local), or set XDG_STATE_HOME"))
    #expect(cli.lines == [])
  }

  @Test("a file in the place of a folder is named as such")
  func file() throws {
    let cli = try CLIFixture(answers: CLIFixture.tracking)
    try cli.write(".local", "")
    let run = cli.run("track", "42")
    #expect(run.code == 11)
    #expect(run.errors.contains("cannot be made: \(cli.home)/.local is not a folder; set XDG_STATE_HOME"))
    #expect(!run.errors.contains("chmod"))
  }

  @Test("the config folder has its own variable")
  func config() throws {
    let cli = try CLIFixture()
    try cli.makeFolder(".config")
    try close(cli, ".config", mode: 0o500)
    defer { try? close(cli, ".config", mode: 0o700) }
    let run = cli.run("config", "set", "week_start", "sunday")
    #expect(run.code == 11)
    #expect(run.errors.contains("\(cli.home)/.config is not writable"))
    #expect(run.errors.contains("chmod u+rwx \(cli.home)/.config, or set XDG_CONFIG_HOME"))
  }

  @Test("doctor says the same")
  func doctor() throws {
    let cli = try CLIFixture()
    cli.readsZoneFiles = true
    try cli.makeFolder(".local")
    try close(cli, ".local", mode: 0o500)
    defer { try? close(cli, ".local", mode: 0o700) }
    let text = cli.run("doctor", "--offline").output
    #expect(text.contains("cannot be made: \(cli.home)/.local is not writable"))
    #expect(text.contains("→ chmod u+rwx \(cli.home)/.local, or set XDG_STATE_HOME to a folder that is"))
  }
}
