import Basics
import Foundation
import Testing

@testable import TTCommands

/// Files with a password that others could read.
@Suite("Files with credentials") struct CredentialFileTests {
  @Test("a file readable by others is rejected with the chmod to run, as is a .netrc that provides the password")
  func modes() throws {
    let cli = try CLIFixture(answers: CLIFixture.tracking)
    cli.environment["TT_APP_PASSWORD"] = nil
    let file = try cli.write(#"{"app_password":"sandbox"}"#, config: "credentials.json", mode: 0o640)
    let run = cli.run("track", "42")
    #expect(run.code == 11)
    #expect(try run.errorLine().contains("chmod 600 '\(file)'"))
    try FileManager.default.removeItem(atPath: file)
    let netrc = try cli.write(".netrc", "machine api.example.test login API_TOKEN password sandbox", mode: 0o644)
    #expect(try cli.run("track", "42").errorLine().contains("chmod 600 '\(netrc)'"))
    #expect(cli.lines == [])
    chmod(netrc, 0o600)
    #expect(cli.run("track", "42").code == 0)
    let header = "Basic " + Data("API_TOKEN:sandbox".utf8).base64EncodedString()
    #expect(cli.transport?.requests.map { $0.headers.first { $0.name == "Authorization" }?.value } == [header])
  }
}
