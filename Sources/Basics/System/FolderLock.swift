/// An exclusive lock, among all processes of the machine, on the files of a folder.
///
/// The lock is an `flock` on the folder itself: it leaves nothing to clean up, and the system releases it whenever and
/// however the process ends. It is held for microseconds, never during network requests, but a process that is stopped
/// can hold it for ever. So the wait for it is bounded.
public struct FolderLock: ~Copyable {
  /// The folder that is locked.
  public let path: String
  private let descriptor: Int32

  /// Waits for the lock of a folder. A folder without the owner's write bit is refused (`EACCES`) even for the
  /// superuser, since the missing bit is assumed to be deliberate.
  ///
  /// - Throws: `EWOULDBLOCK` if another process kept the lock; see `FolderLock.holder`.
  public init(_ path: String, waiting patience: Patience = .standard) throws(SystemError) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemError(path) }
    do throws(SystemError) {
      var info = stat()
      guard fstat(descriptor, &info) == 0, info.st_mode & S_IWUSR != 0 else { throw SystemError(path, EACCES) }
      try Self.acquire(descriptor, path, patience)
    } catch {
      close(descriptor)
      throw error
    }
    self.path = path
    self.descriptor = descriptor
  }

  /// Waits for the lock of a folder, which is created with mode 0700 if missing, along with its parents.
  public init(making path: String, waiting patience: Patience = .standard) throws(SystemError) {
    do throws(SystemError) {
      try self.init(path, waiting: patience)
    } catch {
      guard error.code == ENOENT else { throw error }
      // As with the folder itself, a missing owner's write bit holds for the superuser, too.
      guard Files.isWritableFolder(Files.nearestExisting(path)) else { throw SystemError(path, EACCES) }
      try Files.makeFolder(path)
      try self.init(path, waiting: patience)
    }
  }

  private static func acquire(_ descriptor: Int32, _ path: String, _ patience: Patience) throws(SystemError) {
    var wait: Patience.Wait?
    var pause: UInt32 = 200
    var version = 0
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR else { throw SystemError(path) }
      var running = wait ?? Patience.Wait(patience)
      // The processes ahead are at work as long as files in the folder are replaced.
      let current = Files.changeTime(descriptor)
      if current != version { running.restart() }
      guard running.remaining > 0 else { throw SystemError(path, EWOULDBLOCK) }
      (wait, version) = (running, current)
      usleep(pause)
      pause = min(pause * 2, 5000)
    }
  }

  /// Shows the processes that wait for the lock that this one is at work: their wait begins anew.
  public borrowing func showProgress() { _ = futimens(descriptor, nil) }

  deinit { close(descriptor) }
}

extension FolderLock {
  /// The process that holds the lock of a folder, as a phrase such as `process 4711 (tt), which is stopped`; nil if
  /// the system does not tell. Known on Linux only.
  static func holder(of folder: String) -> (text: String, stopped: Int?)? {
    var info = stat()
    guard stat(folder, &info) == 0, let bytes = try? Files.read("/proc/locks") else { return nil }
    let device = UInt64(truncatingIfNeeded: info.st_dev)
    let major = (device >> 8) & 0xFFF | (device >> 32) & ~0xFFF
    let minor = device & 0xFF | (device >> 12) & ~0xFF
    let file =
      [major, minor].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: ":") + ":\(info.st_ino)"
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      // 1: FLOCK  ADVISORY  WRITE 4711 08:01:131 0 EOF
      let words = line.split(separator: " ")
      guard words.count >= 6, words[1] == "FLOCK", let id = Int(words[4]), id > 0, words[5] == file else { continue }
      guard let status = try? Files.read("/proc/\(id)/stat") else { return ("a process that \(id) has started", nil) }
      // 4711 (tt) T 1 …
      let text = String(decoding: status, as: UTF8.self)
      let name = text.split(separator: "(", maxSplits: 1).last?.split(separator: ")").first ?? "?"
      let isStopped = text.split(separator: ")").last?.hasPrefix(" T") == true
      return ("process \(id) (\(name))" + (isStopped ? ", which is stopped" : ""), isStopped ? id : nil)
    }
    return nil
  }
}
