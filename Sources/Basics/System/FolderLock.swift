/// The exclusive right to change the files of one folder, among all processes of the machine.
///
/// The lock is `flock` on the folder itself: nothing to clean up, and the system lets go of it when a process ends,
/// however it ends. It is held for the microseconds of a read and a rename, never while the network is used.
public struct FolderLock: ~Copyable {
  /// The folder that is locked.
  public let path: String
  private let descriptor: Int32

  /// Waits for the lock of a folder. A folder without the owner's write bit is refused (`EACCES`) even to the
  /// superuser: whoever took the bit away meant it.
  public init(_ path: String) throws(SystemError) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemError(path) }
    var info = stat()
    guard fstat(descriptor, &info) == 0, info.st_mode & S_IWUSR != 0 else {
      close(descriptor)
      throw SystemError(path, EACCES)
    }
    while flock(descriptor, LOCK_EX) != 0 {
      if errno == EINTR { continue }
      let failure = SystemError(path)
      close(descriptor)
      throw failure
    }
    self.path = path
    self.descriptor = descriptor
  }

  /// The same for a folder that is made when it is missing, 0700, and those above it with it.
  public init(making path: String) throws(SystemError) {
    do throws(SystemError) {
      try self.init(path)
    } catch {
      guard error.code == ENOENT else { throw error }
      try Files.makeFolder(path)
      try self.init(path)
    }
  }

  deinit { close(descriptor) }
}
