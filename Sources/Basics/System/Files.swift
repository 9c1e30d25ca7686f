/// A failed system call: the file and the system's reason.
public struct SystemError: Error, Equatable, Sendable {
  /// The file or folder concerned.
  public var path: String
  /// The `errno` of the call.
  public var code: Int32

  /// Captures `errno` for a path.
  public init(_ path: String, _ code: Int32 = errno) {
    self.path = path
    self.code = code
  }

  /// The code for a pipe, a socket or a device where a file is expected.
  public static let notRegular: Int32 = -1
  /// The code for a pipe that nobody wrote to in time.
  public static let noData: Int32 = -2

  /// The system's message, for example `Permission denied`.
  public var reason: String {
    switch code {
    case Self.notRegular: "it is not a regular file"
    case Self.noData: "it is a pipe, and nothing was written to it in time"
    default: String(cString: strerror(code))
    }
  }
}

/// Files and folders. Files are created with mode 0600, folders with 0700.
public enum Files {
  /// Information from `stat`.
  public struct Status: Sendable {
    /// The permission bits.
    public var mode: UInt32
    /// The owner's user ID.
    public var owner: UInt32
    /// True for a folder.
    public var isFolder: Bool
    /// When the content last changed, in seconds since 1970.
    public var modified: Int
  }

  /// The absolute path of the working folder; nil if it is gone or may not be entered.
  public static var workingFolder: String? {
    guard let path = getcwd(nil, 0) else { return nil }
    defer { free(path) }
    return String(validatingCString: path)
  }

  /// The status of the file or folder at a path, following links; nil if there is none.
  public static func status(_ path: String) -> Status? {
    var info = stat()
    guard stat(path, &info) == 0 else { return nil }
    return Status(
      mode: UInt32(info.st_mode) & 0o7777, owner: info.st_uid, isFolder: info.st_mode & S_IFMT == S_IFDIR,
      modified: modified(info).tv_sec)
  }

  /// When an open file or folder last changed, in nanoseconds; only good for telling a change.
  static func changeTime(_ descriptor: Int32) -> Int {
    var info = stat()
    guard fstat(descriptor, &info) == 0 else { return 0 }
    let time = modified(info)
    return time.tv_sec &* 1_000_000_000 &+ time.tv_nsec
  }

  private static func modified(_ info: stat) -> timespec {
    #if canImport(Darwin)
      info.st_mtimespec
    #else
      info.st_mtim
    #endif
  }

  /// The whole content of a file; nil if it does not exist. A dangling link is an error (`ENOENT`), and so is anything
  /// but a regular file (`SystemError.notRegular`), which could block.
  ///
  /// - Parameters:
  ///   - followLinks: false refuses a symbolic link (`ELOOP`); for files that only tt writes.
  ///   - pipes: how long to wait for a pipe, as the shell's `<(…)` makes one; nil refuses pipes, too.
  ///   - limit: the maximum size in bytes; a larger file is an error (`EFBIG`).
  public static func read(
    _ path: String, followLinks: Bool = true, pipes: Patience? = nil, limit: Int = 64 << 20
  ) throws(SystemError) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | (followLinks ? 0 : O_NOFOLLOW))
    guard descriptor >= 0 else {
      let failure = SystemError(path)
      if (failure.code == ENOENT || failure.code == ENOTDIR) && !isDanglingLink(path) { return nil }
      throw failure
    }
    defer { close(descriptor) }
    var info = stat()
    guard fstat(descriptor, &info) == 0 else { throw SystemError(path) }
    switch (info.st_mode & S_IFMT, pipes) {
    // Reading a folder fails, with the system's reason.
    case (S_IFREG, _), (S_IFDIR, _): return try readAll(descriptor, path, limit: limit)
    case (S_IFIFO, let pipes?): return try readAll(descriptor, path, waiting: pipes, limit: limit)
    default: throw SystemError(path, SystemError.notRegular)
    }
  }

  /// True if the path or one of its folders is a dangling link, so that a file is expected but missing.
  private static func isDanglingLink(_ path: String) -> Bool {
    var path = path[...]
    var info = stat()
    while lstat(String(path), &info) != 0 {
      guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return false }
      path = path[..<slash]
    }
    return info.st_mode & S_IFMT == S_IFLNK && stat(String(path), &info) != 0
  }

  /// Everything that remains to be read from an open descriptor. Errors refer to it as `path`.
  ///
  /// - Parameter patience: how long to wait for a descriptor that does not block.
  public static func readAll(
    _ descriptor: Int32, _ path: String, waiting patience: Patience? = nil, limit: Int = 64 << 20
  ) throws(SystemError) -> [UInt8] {
    var content: [UInt8] = []
    let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 16 << 10, alignment: 16)
    defer { chunk.deallocate() }
    var wait = patience.map { Patience.Wait($0) }
    while true {
      if let remaining = wait?.remaining {
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&entry, 1, Int32(remaining * 1000)) != 0 else { throw SystemError(path, SystemError.noData) }
      }
      let count = systemRead(descriptor, chunk.baseAddress, chunk.count)
      if count < 0 {
        if errno == EINTR || (wait != nil && errno == EAGAIN) { continue }
        throw SystemError(path)
      }
      wait?.restart()
      if count == 0 { return content }
      content.append(contentsOf: chunk[0..<count])
      if content.count > limit { throw SystemError(path, EFBIG) }
    }
  }

  /// Writes all bytes to a descriptor, across interruptions and short writes. Waits for a stream that another process
  /// made non-blocking.
  public static func writeAll(_ descriptor: Int32, _ path: String, _ bytes: [UInt8]) throws(SystemError) {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        write(descriptor, buffer.baseAddress?.advanced(by: written), bytes.count - written)
      }
      if count < 0 {
        if errno == EINTR { continue }
        guard errno == EAGAIN || errno == EWOULDBLOCK else { throw SystemError(path) }
        var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        poll(&entry, 1, -1)
        continue
      }
      written += count
    }
  }

  /// Replaces a file's content atomically: writes a temporary file beside it, flushes it to disk, renames it over the
  /// file, and flushes the folder. Readers and crashes see the old content or the new, never a mixture, and after a
  /// power failure the new content is there. Callers hold the folder's lock, so the temporary name can be fixed, and a
  /// crash leaves at most one temporary file.
  ///
  /// - Parameter flushed: false skips the flushes, for files that may be lost in a power failure.
  public static func writeAtomically(_ path: String, with bytes: [UInt8], flushed: Bool = true) throws(SystemError) {
    let temporary = path + ".tmp"
    unlink(temporary)
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw SystemError(path) }
    do throws(SystemError) {
      defer { close(descriptor) }
      try writeAll(descriptor, path, bytes)
      guard !flushed || fsync(descriptor) == 0 else { throw SystemError(path) }
    } catch {
      unlink(temporary)
      throw error
    }
    guard rename(temporary, path) == 0 else {
      let failure = SystemError(path)
      unlink(temporary)
      throw failure
    }
    if flushed { try flushFolder(of: path) }
  }

  /// Writes the entries of a file's folder to disk. File systems that cannot flush a folder are left alone.
  private static func flushFolder(of path: String) throws(SystemError) {
    let folder = path.lastIndex(of: "/").map { path[...$0] } ?? "."
    let descriptor = open(String(folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemError(path) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 || errno == EINVAL || errno == ENOTSUP else { throw SystemError(path) }
  }

  /// Overwrites the content of a small file in place, padded with blanks to its old length. Takes a tenth of the time
  /// of `writeAtomically`, since file system metadata does not change. It is a single `write(2)` within a page, so a
  /// kill leaves the old content or the new; a power failure may leave neither. Readers need the folder's lock, as the
  /// writer does.
  ///
  /// - Returns: false, with nothing written, if the file does not exist or either content is longer than a page.
  public static func rewriteInPlace(_ path: String, with bytes: [UInt8]) -> Bool {
    let page = 4096
    let descriptor = open(path, O_WRONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var info = stat()
    guard fstat(descriptor, &info) == 0, info.st_mode & S_IFMT == S_IFREG, info.st_size <= page, bytes.count <= page
    else { return false }
    let padded = bytes + [UInt8](repeating: UInt8(ascii: " "), count: max(0, Int(info.st_size) - bytes.count))
    return write(descriptor, padded, padded.count) == padded.count
  }

  /// Creates a folder and its missing parents with mode 0700, and flushes them to disk. An existing folder is left as
  /// is, also if another process creates it meanwhile.
  public static func makeFolder(_ path: String) throws(SystemError) {
    if status(path)?.isFolder == true { return }
    if let slash = path.lastIndex(of: "/"), slash != path.startIndex { try makeFolder(String(path[..<slash])) }
    if mkdir(path, 0o700) == 0 { return try flushFolder(of: path) }
    let failure = SystemError(path)
    guard failure.code == EEXIST, status(path)?.isFolder == true else { throw failure }
  }
}

/// `read(2)`, whose name `Files.read` hides.
func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  read(descriptor, buffer, count)
}
