import Foundation
import Testing

/// `make install` and the packages, as far as they need no other machine; `.ci/packages` tests the rest.
@Suite("Installation", .enabled(if: FileManager.default.fileExists(atPath: "/usr/bin/make"))) struct InstallTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  /// Runs make for a target, with the programs under test as those built for release.
  private func make(_ fixture: SandboxFixture, _ words: String...) async throws -> TTRun {
    try await fixture.run(
      "/usr/bin/make",
      ["-C", Self.root, "RELEASE=\(Products.folder)", "DESTDIR=\(fixture.folder)/root", "PREFIX=/usr"] + words)
  }

  private func files(_ fixture: SandboxFixture) -> Set<String> {
    let all = FileManager.default.enumerator(atPath: fixture.folder + "/root")?.allObjects as? [String] ?? []
    return Set(
      all.filter { (try? FileManager.default.contentsOfDirectory(atPath: "\(fixture.folder)/root/\($0)")) == nil })
  }

  @Test(
    "make install installs program, pages, completions and policies, leaves the sandbox out, and uninstall removes all")
  func install() async throws {
    try await SandboxFixture.run { fixture in
      let run = try await make(fixture, "install")
      #expect(run.exit == 0, "\(run.errors)")
      #expect(!run.out.contains("swift build"))
      let installed = files(fixture)
      for file in [
        "bin/tt", "share/man/man1/tt.1", "share/man/man5/tt-policy.5", "share/man/man7/tt-time.7",
        "share/bash-completion/completions/tt", "share/zsh/site-functions/_tt",
        "share/fish/vendor_completions.d/tt.fish",
        "share/doc/tt/README.md", "share/doc/tt/examples/read-only.json", "share/doc/tt/examples/careful.json",
        "share/doc/tt/examples/agent.json",
      ] { #expect(installed.contains("usr/" + file), "\(file) is missing") }
      #expect(!installed.contains("usr/bin/tt-sandbox"))
      for kind in ["read-only", "careful", "agent"] {
        let policy = "\(fixture.folder)/root/usr/share/doc/tt/examples/\(kind).json"
        #expect(try await fixture.tt("policy", "check", policy).exit == 0)
      }
      #expect(try await make(fixture, "install-sandbox").exit == 0)
      #expect(files(fixture).contains("usr/bin/tt-sandbox"))
      #expect(try await make(fixture, "uninstall").exit == 0)
      #expect(files(fixture).isEmpty)
    }
  }

  @Test("make install builds nothing: where nothing is built, it says so")
  func unbuilt() async throws {
    try await SandboxFixture.run { fixture in
      for target in ["install", "install-sandbox"] {
        let run = try await make(fixture, target, "RELEASE=\(fixture.folder)/none")
        #expect(run.exit != 0)
        #expect(run.errors.contains("make build"))
      }
      #expect(files(fixture).isEmpty)
    }
  }

  @Test(
    "fish offers completions from where they are installed",
    .enabled(if: FileManager.default.fileExists(atPath: "/usr/bin/fish")))
  func fish() async throws {
    try await SandboxFixture.run { fixture in
      #expect(try await make(fixture, "install").exit == 0)
      let share = fixture.folder + "/root/usr/share"
      let run = try await fixture.run(
        "/usr/bin/fish", ["-c", "complete -C 'tt doct'"],
        env: ["XDG_DATA_DIRS": share, "PATH": "\(Products.folder):/usr/bin:/bin"])
      #expect(run.out.contains("doctor"), "\(run.errors)")
    }
  }

  #if os(Linux)
    @Test("install.sh refuses in one line where the program cannot run, and installs nothing")
    func refused() async throws {
      try await SandboxFixture.run { fixture in
        let folder = fixture.folder + "/tarball"
        try FileManager.default.createDirectory(atPath: folder + "/bin", withIntermediateDirectories: true)
        try FileManager.default.copyItem(
          atPath: Self.root + "/.packages/install.sh", toPath: folder + "/install.sh")
        // Its loader is missing, as that of glibc is on a system with musl.
        let program = Data("#!/lib/ld-nowhere.so\n".utf8)
        #expect(FileManager.default.createFile(atPath: folder + "/bin/tt", contents: program))
        chmod(folder + "/bin/tt", 0o755)
        let run = try await fixture.run("/bin/sh", [folder + "/install.sh"], env: ["DESTDIR": fixture.folder + "/root"])
        #expect(run.exit == 1)
        #expect(run.errors.split(separator: "\n").count == 1)
        #expect(run.errors.contains("glibc 2.35"))
        #expect(files(fixture).isEmpty)
      }
    }
  #endif
}
