/// An exclusive lock, among all processes of the machine, on the files of a folder.
///
/// The lock is an `flock` on the folder itself: it leaves nothing to clean up, and the system releases it whenever and
/// however the process ends. It is held for microseconds, never during network requests.
public struct FolderLock: ~Copyable {
  /// The folder that is locked.
  public let path: String
  private let descriptor: Int32

  /// Waits for the lock of a folder. A folder without the owner's write bit is refused (`EACCES`) even for the
  /// superuser, since the missing bit is assumed to be deliberate.
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

  /// Waits for the lock of a folder, which is created with mode 0700 if missing, along with its parents.
  public init(making path: String) throws(SystemError) {
    do throws(SystemError) {
      try self.init(path)
    } catch {
      guard error.code == ENOENT else { throw error }
      // As with the folder itself, a missing owner's write bit holds for the superuser, too.
      guard Files.isWritableFolder(Files.nearestExisting(path)) else { throw SystemError(path, EACCES) }
      try Files.makeFolder(path)
      try self.init(path)
    }
  }

  deinit { close(descriptor) }
}
