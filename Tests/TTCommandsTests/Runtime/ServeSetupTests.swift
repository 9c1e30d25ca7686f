import Basics
import TestSupport
import Testing

@testable import TTCommands

@Suite("tt serve --setup") struct ServeSetupTests {
  private static let key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFiLFFt0ZCLe7cZMFLkPJ0HhGRYnq0dCOAWqTn4Q0ZqL agent@host"

  private func run(_ words: String..., program: String = "/usr/bin/tt", account: String = "tt", key: String = key)
    throws -> CLIFixture.Run
  {
    let cli = try CLIFixture()
    cli.input = key
    cli.adjust = { context in
      context.programPath = { program }
      context.accountName = { account }
    }
    return cli.run(["serve", "--grant", "claude", "--setup"] + words)
  }

  @Test("ssh prints the line for authorized_keys, which allows a terminal only with --pty")
  func ssh() throws {
    let line = #"command="/usr/bin/tt serve --grant claude" \#(Self.key)"# + "\n"
    #expect(try run("ssh", "--key", "-").output == "restrict," + line)
    #expect(
      try run("ssh", "--key", "-", "--pty", key: "# of the agent\n\n  \(Self.key)\n").output == "restrict,pty," + line)
  }

  @Test(
    "anything but one public key without options is refused, and not repeated",
    arguments: [
      "", "# none", key + "\n" + key, "no-pty " + key, #"command="id" "# + key, "restrict,pty " + key,
      "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXk\n", "ssh-ed25519", "ssh-ed25519 AAAA",
      "ssh-dss " + key.dropFirst(12),
      key.replacing("AAAAC3", with: "AAAA\"3"), key + "\u{0}", "cert-authority " + key,
    ])
  func keys(_ text: String) throws {
    let run = try run("ssh", "--key", "-", key: text)
    #expect(run.code == 2)
    #expect(run.output.isEmpty)
    #expect(!run.errors.contains("b3Blb"))
  }

  @Test("sudo prints the file for sudoers, with this account as the gate's")
  func sudo() throws {
    let lines = try run("sudo", "--user", "agent").output.split(separator: "\n").map(String.init)
    #expect(lines.count == 3)
    #expect(lines[1] == "Defaults!/usr/bin/tt env_reset, always_set_home, !setenv")
    #expect(
      lines[2]
        == "agent ALL = (tt) NOPASSWD: /usr/bin/tt serve --grant claude, /usr/bin/tt serve --grant claude -- *")
  }

  @Test(
    "an account that sudo would read as something else is refused",
    arguments: ["ALL", "%wheel", "a,b", "a b", "#0", "+net", "!x", "", "AGENT", "a\nroot ALL=(ALL) ALL", "tt", "a=b"])
  func users(_ user: String) throws {
    #expect(try run("sudo", "--user", user).code == 2)
  }

  @Test("root is no account for a gate, and a path with other characters is refused")
  func accountAndPath() throws {
    #expect(try run("sudo", "--user", "agent", account: "root").code == 2)
    for path in ["/opt/a b/tt", "/opt/a\"b/tt", "/opt/$(id)/tt", "/opt/a,b/tt", "/opt/*/tt"] {
      #expect(try run("sudo", "--user", "agent", program: path).code == 2)
      #expect(try run("ssh", "--key", "-", program: path).code == 2)
    }
    #expect(try run("ssh", "--key", "-", program: "tt").code == 11)
  }

  @Test(
    "each setup takes its own flags",
    arguments: [
      ["ssh"], ["sudo"], ["ssh", "--key", "-", "--user", "a"], ["sudo", "--user", "a", "--pty"],
      ["sudo", "--user", "a", "--key", "-"], ["ssh", "--key", "-", "--", "track"], ["ftp"],
    ])
  func flags(_ words: [String]) throws {
    let cli = try CLIFixture()
    cli.adjust = { $0.programPath = { "/usr/bin/tt" } }
    cli.input = Self.key
    #expect(cli.run(["serve", "--grant", "claude", "--setup"] + words).code == 2)
  }
}
