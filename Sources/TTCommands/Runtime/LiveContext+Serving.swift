import Basics

/// What `tt serve` has to know of this process's account, and to change in the process.
extension Context {
  mutating func prepareToServe() {
    homeOfAccount = { named in named.flatMap(Self.ownFolder) ?? Self.passwordDatabaseHome() }
    accountName = { getpwuid(geteuid())?.pointee.pw_name.map { String(cString: $0) } }
    shedCaller = Self.shedCaller
  }

  /// The folder at a path, with links resolved, if only this account and root can change what is there: the account owns
  /// it, and nobody else may write to it, or rename it or a folder above it. sshd's StrictModes asks for the same.
  static func ownFolder(_ path: String) -> String? {
    guard path.hasPrefix("/"), let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    let folder = String(cString: resolved)
    guard let own = Files.status(folder), own.isFolder, own.owner == geteuid(), own.mode & 0o022 == 0 else {
      return nil
    }
    let isSafe = FolderPath.ancestors(of: folder).dropFirst().allSatisfy { above in
      guard let status = Files.status(above), [0, geteuid()].contains(status.owner) else { return false }
      // In a folder such as /tmp, only the owner of something renames it.
      return status.mode & 0o022 == 0 || status.mode & 0o1000 != 0
    }
    return isSafe ? folder : nil
  }

  private static func shedCaller(_ variables: [String: String]) {
    environ.pointee = nil
    for (name, value) in variables { setenv(name, value, 1) }
    // With a mask of the caller, the account might not be able to read the files it makes.
    umask(0o077)
    _ = chdir("/")
    // A terminal could stop the process while it holds a lock for which others wait.
    for number in [SIGTSTP, SIGTTIN, SIGTTOU] { signal(number, SIG_IGN) }
  }
}
