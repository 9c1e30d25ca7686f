extension Files {
  /// The path of the running program, with links resolved; nil if it cannot be determined.
  public static var runningProgram: String? {
    #if canImport(Darwin)
      var size: UInt32 = 0
      _NSGetExecutablePath(nil, &size)
      var buffer = [CChar](repeating: 0, count: Int(size))
      guard _NSGetExecutablePath(&buffer, &size) == 0 else { return nil }
      return resolved(String(cString: buffer))
    #else
      return resolved("/proc/self/exe")
    #endif
  }

  /// The path with links resolved; nil if it does not exist.
  public static func resolved(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// The programs with a name in the folders of a `PATH`, in order.
  public static func programs(named name: String, path: String) -> [String] {
    path.split(separator: ":").filter { $0.hasPrefix("/") }.map { $0 + "/" + name }
      .filter { access($0, X_OK) == 0 && status($0)?.isFolder == false }
  }

  /// The first `count` bytes of a file; fewer if it is shorter.
  public static func head(_ path: String, _ count: Int) throws(SystemError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemError(path) }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: count)
    let found = systemRead(descriptor, &bytes, count)
    guard found >= 0 else { throw SystemError(path) }
    return Array(bytes.prefix(found))
  }

  /// True if this process may create and rename files in a folder.
  public static func isWritableFolder(_ path: String) -> Bool {
    // A missing owner's write bit is respected even for the superuser (see FolderLock).
    access(path, W_OK | X_OK) == 0 && status(path).map { $0.isFolder && $0.mode & UInt32(S_IWUSR) != 0 } ?? false
  }

  /// The kernel and machine, for example `Linux x86_64`.
  public static var platform: String {
    var names = utsname()
    guard uname(&names) == 0 else { return "unknown" }
    func text<Field>(_ field: Field) -> String {
      withUnsafeBytes(of: field) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
    return text(names.sysname) + " " + text(names.machine)
  }
}
