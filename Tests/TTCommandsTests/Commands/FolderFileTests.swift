import Basics
import Foundation
import TestSupport
import Testing

@testable import TTCommands

@Suite(".tt.json and tt trust") struct FolderFileTests {
  private static let started =
    #"{"id":42,"name":"Write report","tracking_event":{"id":6500,"start":"2026-03-02 09:00:00","timezone":"GMT+01:00"}}"#

  /// A fixture that works in the folder `work/deep` of its home.
  private func fixture(_ content: String?) throws -> CLIFixture {
    let cli = try CLIFixture(answers: [
      "POST /7/tasks/track/42?": Self.started,
      "GET /7/tasks?": #"[{"id":42,"name":"Write report","project_id":8,"project":"Website"}]"#,
      "GET /7/projects?": #"[{"id":8,"name":"Website"}]"#,
    ])
    try cli.write("work/deep/here", "")
    if let content { try cli.write("work/.tt.json", content) }
    let folder = cli.home + "/work/deep"
    cli.adjust = { $0.workingFolder = { folder } }
    return cli
  }

  private func tracked(_ cli: CLIFixture) -> [String: String]? {
    cli.transport?.requests.first { $0.method == "POST" }?.parameters
  }

  @Test("an untrusted file is refused and names tt trust; nothing is sent")
  func untrusted() throws {
    let cli = try fixture(#"{"task":42}"#)
    let run = cli.run("track")
    #expect(run.code == 2)
    #expect(run.errors.contains("tt trust"))
    #expect(cli.transport?.sent == [])
  }

  @Test("tt track without words takes what a trusted file says, in its folder and below")
  func taken() throws {
    for content in [
      #"{"task":42,"notes":"weekly"}"#, #"{"task":"write report","project":"Website","notes":"weekly"}"#,
      #"{"task":"Write","project":8,"notes":"weekly"}"#,
    ] {
      let cli = try fixture(content)
      #expect(cli.run("trust").code == 0)
      let run = cli.run("track")
      #expect(run.code == 0, "\(run.errors)")
      #expect(tracked(cli)?["notes"] == "weekly")
    }
  }

  @Test("words and flags of the line win over the file")
  func flagsWin() throws {
    let cli = try fixture(#"{"task":43,"notes":"weekly"}"#)
    #expect(cli.run("track", "42").code == 0, "untrusted, and not read")
    #expect(tracked(cli)?["notes"] == nil)
    let other = try fixture(#"{"task":42,"notes":"weekly"}"#)
    #expect(other.run("trust").code == 0)
    #expect(other.run("track", "--notes", "mine").code == 0)
    #expect(tracked(other)?["notes"] == "mine")
  }

  @Test("a file given by a path with .. or a link is the one that tt track finds")
  func givenPath() throws {
    for path in ["../.tt.json", "./../.tt.json", "../link/.tt.json"] {
      let cli = try fixture(#"{"task":42}"#)
      try FileManager.default.createSymbolicLink(
        atPath: cli.home + "/work/link", withDestinationPath: cli.home + "/work")
      #expect(cli.run("trust", path).code == 0)
      #expect(cli.run("track").code == 0, "\(path)")
    }
  }

  @Test("trust holds for one content at one path, until it is taken back")
  func changed() throws {
    let cli = try fixture(#"{"task":42}"#)
    #expect(cli.run("trust", "--json").output.contains(#""changed": true"#))
    #expect(cli.run("trust", "--json").output.contains(#""changed": false"#))
    try cli.write("work/.tt.json", #"{"task":42,"notes":"x"}"#)
    #expect(cli.run("track").code == 2)
    #expect(cli.run("trust").code == 0)
    #expect(cli.run("trust", "--remove").code == 0)
    #expect(cli.run("track").code == 2)
    try cli.write("work/deep/.tt.json", #"{"task":42,"notes":"x"}"#)
    #expect(cli.run("track").code == 2, "the same content elsewhere")
  }

  @Test(
    "any other member, or a value that is none, is an error of configuration",
    arguments: [
      #"{"task":42,"grant":"x"}"#, #"{"task":42,"policy":"p.json"}"#, #"{"task":0}"#, #"{"task":" "}"#,
      #"{"notes":"x"}"#,
      #"{"task":42,"notes":1}"#, #"{"task":42,"task":43}"#, "[]", "{",
    ])
  func invalid(_ content: String) throws {
    let cli = try fixture(content)
    let run = cli.run("trust")
    #expect(run.code == 11)
    #expect(run.errors.contains("work/.tt.json"))
  }

  @Test("the branch in notes is text, read from git's files, also of a worktree")
  func branch() throws {
    let cli = try fixture(#"{"task":42,"notes":"on {branch}"}"#)
    #expect(cli.run("trust").code == 0)
    #expect(cli.run("track").code == 2, "no branch")
    try cli.write("work/.git/HEAD", "ref: refs/heads/fix/$(touch x);`id`\n")
    #expect(cli.run("track").code == 0)
    #expect(tracked(cli)?["notes"] == "on fix/$(touch x);`id`")
    try cli.write("work/deep/.git", "gitdir: ../.git/worktrees/deep\n")
    try cli.write("work/.git/worktrees/deep/HEAD", "ref: refs/heads/other\n")
    #expect(cli.run("track", "--dry-run").output.contains("on%20other"))
    try cli.write("work/.git/worktrees/deep/HEAD", "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c\n")
    #expect(cli.run("track").code == 2, "a single commit")
  }

  @Test("without a file, tt trust finds nothing")
  func none() throws {
    let cli = try fixture(nil)
    #expect(cli.run("trust").code == 5)
  }

  @Test("the policy judges the task that the file names")
  func judged() throws {
    let cli = try fixture(#"{"task":42}"#)
    #expect(cli.run("trust").code == 0)
    try cli.write(
      ".config/tt/policy.json",
      #"{"version":"1","default":"allow","tools":{"track_task":{"deny_if":[{"path":"args.task_id","op":"eq","value":42}]}}}"#
    )
    #expect(cli.run("track").code == 3)
    #expect(cli.run("policy", "check", "--", "track").code == 3)
    #expect(cli.transport?.sent == [])
  }
}
