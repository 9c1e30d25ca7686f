import Basics
import Policy

extension Doctor {
  /// Checks tt's folders and the files in them, and then, if the settings can be read, all that depends on those.
  mutating func checkFiles(_ folders: Folders) {
    checkFolder("config folder", folders.config, isNeeded: false)
    checkFolder("state folder", folders.state, isNeeded: true)
    checkFolder("cache folder", folders.cache, isNeeded: false)
    checkState(folders)
    check("config.json") { doctor throws(TTError) in
      let settings = try doctor.session.settings()
      doctor.add(
        Self.present("config.json", folders.config + "/config.json", absent: "none; all settings have their defaults"))
      doctor.checkPolicies(settings)
      doctor.checkService(settings)
      return nil
    }
  }

  /// Checks the files of limits, approvals and the audit log.
  mutating func checkStateFiles(_ folders: Folders) {
    let store = FileStateStore(folder: folders.state, clock: session.context.clock)
    check("limits file") { _ throws(TTError) in
      if let lead = try store.clockLead() {
        return .warn(
          "limits file",
          "\(store.limitsPath) is \(DurationText.wait(lead)) ahead of the clock: limits count on from then",
          fix: "if the clock is correct: rm \(Shell.quoted(store.limitsPath))")
      }
      return .ok("limits file", Files.status(store.limitsPath) == nil ? "none yet" : store.limitsPath)
    }
    check("approvals file") { _ throws(TTError) in
      let pending = try store.approvals().count { $0.state == .pending }
      return .ok("approvals file", pending == 0 ? "none pending" : "\(pending) pending; see: tt policy approvals")
    }
    check("audit log") { _ throws(TTError) in
      let log = AuditLog(folder: folders.state)
      let count = try log.lastNumber()
      let report = try log.verify(pause: {})
      if let issue = report.issues.first {
        return .warn("audit log", issue.text, fix: "see: tt policy log --verify")
      }
      return .ok("audit log", count.map { "\($0) record\($0 == 1 ? "" : "s") in \(log.path)" } ?? "none yet")
    }
  }

  private mutating func checkFolder(_ name: String, _ path: String, isNeeded: Bool) {
    guard let status = Files.status(path) else {
      if Files.isWritableFolder(Files.nearestExisting(path)) {
        return add(.ok(name, "\(path), created when needed"))
      }
      let obstacle = Files.obstacle(to: path, SystemError(path, EACCES))
      let variable = "XDG_" + name.prefix { $0 != " " }.uppercased() + "_HOME"
      let fix = obstacle.correctable.map { "chmod u+rwx \(Shell.quoted($0)), or " } ?? ""
      return add(unusable(name, obstacle.text, fix: fix + "set \(variable) to a folder that is", isNeeded: isNeeded))
    }
    if !status.isFolder {
      return add(
        unusable(
          name, "\(path) is not a folder", fix: "mv \(Shell.quoted(path)) \(Shell.quoted(path + ".old"))",
          isNeeded: isNeeded))
    }
    if !Files.isWritableFolder(path) {
      return add(
        unusable(name, "\(path) is not writable", fix: "chmod u+rwx \(Shell.quoted(path))", isNeeded: isNeeded))
    }
    let mode = "0" + String(status.mode & 0o777, radix: 8)
    if status.mode & 0o077 != 0 {
      return add(.warn(name, "\(path) is accessible to others (mode \(mode))", fix: "chmod 700 \(Shell.quoted(path))"))
    }
    add(.ok(name, "\(path) (mode \(mode))"))
  }

  /// An unusable folder is a failure if no call can be made without it, else a warning.
  private func unusable(_ name: String, _ detail: String, fix: String, isNeeded: Bool) -> CheckResult {
    isNeeded ? .fail(name, .config(detail, hint: fix)) : .warn(name, detail, fix: fix)
  }

  /// The result for a valid file: a warning if others can write it, since it controls tt.
  private static func present(_ name: String, _ path: String, absent: String) -> CheckResult {
    guard let status = Files.status(path) else { return .ok(name, absent) }
    guard status.mode & 0o022 == 0 else {
      return .warn(name, "\(path) is writable by others", fix: "chmod go-w \(Shell.quoted(path))")
    }
    return .ok(name, path)
  }

  /// Checks the policies of the current grant and of the other configured ones.
  private mutating func checkPolicies(_ settings: Settings) {
    check("policy") { doctor throws(TTError) in
      let source = try doctor.session.policySource()
      doctor.checkPolicy(source)
      for other in settings.grants.keys.sorted() where other != source.grant {
        doctor.checkPolicy(source.forGrant(other))
      }
      return nil
    }
  }

  private mutating func checkPolicy(_ source: PolicySource) {
    let name = "policy of \(source.grant)"
    check(name) { _ throws(TTError) in
      let loaded = try source.load()
      guard let document = loaded.document else {
        return .warn(
          name, "none: all calls under this grant are denied", fix: "tt config set grants.\(source.grant).policy FILE")
      }
      if loaded.origin.hasPrefix("/"), case let found = Self.present(name, loaded.origin, absent: ""),
        found.status != .ok
      {
        return found
      }
      let tools = "\(document.tools.count) tool" + (document.tools.count == 1 ? "" : "s")
      if !source.isEnforced {
        return .warn(
          name, "\(loaded.origin) is not enforced: what it denies is recorded and carried out",
          fix: "tt config unset grants.\(source.grant).enforce")
      }
      return .ok(name, "\(loaded.origin): \(tools) listed, default \(document.default.rawValue)")
    }
  }
}
