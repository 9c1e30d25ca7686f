import Foundation
import Testing

@testable import TTCommands

@Suite("The home folder of tt serve") struct OwnFolderTests {
  private let cli: CLIFixture
  private let folder: String

  init() throws {
    cli = try CLIFixture()
    folder = try #require(cli.home.withCString { realpath($0, nil) }.map { String(cString: $0) })
    try FileManager.default.createDirectory(atPath: cli.home + "/a/b", withIntermediateDirectories: true)
    set("a", 0o755)
    set("a/b", 0o755)
  }

  private func set(_ name: String, _ mode: mode_t) { chmod(cli.home + "/" + name, mode) }

  @Test("it is a folder that only the account and root can change, with links resolved")
  func own() throws {
    #expect(Context.ownFolder(cli.home + "/a/b") == folder + "/a/b")
    try FileManager.default.createSymbolicLink(atPath: cli.home + "/link", withDestinationPath: "a/b")
    #expect(Context.ownFolder(cli.home + "/link") == folder + "/a/b")
  }

  @Test("a folder that others may write to is not it, and neither is one below such a folder")
  func open() throws {
    set("a/b", 0o775)
    #expect(Context.ownFolder(cli.home + "/a/b") == nil)
    set("a/b", 0o755)
    set("a", 0o757)
    #expect(Context.ownFolder(cli.home + "/a/b") == nil)
    // Nobody else renames what is in a sticky folder.
    set("a", 0o1777)
    #expect(Context.ownFolder(cli.home + "/a/b") != nil)
  }

  @Test("neither is a file, a relative path, or nothing")
  func others() throws {
    try cli.write("file", "")
    for path in [cli.home + "/file", "a/b", ".", "", cli.home + "/missing"] { #expect(Context.ownFolder(path) == nil) }
    if getuid() != 0 { #expect(Context.ownFolder("/usr") == nil) }
  }
}
