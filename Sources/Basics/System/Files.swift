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

  /// The system's message, for example `Permission denied`.
  public var reason: String { String(cString: strerror(code)) }
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

  /// The status of the file or folder at a path, following links; nil if there is none.
  public static func status(_ path: String) -> Status? {
    var info = stat()
    guard stat(path, &info) == 0 else { return nil }
    #if canImport(Darwin)
      let modified = info.st_mtimespec.tv_sec
    #else
      let modified = info.st_mtim.tv_sec
    #endif
    return Status(
      mode: UInt32(info.st_mode) & 0o7777, owner: info.st_uid, isFolder: info.st_mode & S_IFMT == S_IFDIR,
      modified: modified)
  }

  /// The whole content of a file; nil if it does not exist. A dangling link is an error (`ENOENT`).
  ///
  /// - Parameters:
  ///   - followLinks: false refuses a symbolic link (`ELOOP`); for files that only tt writes.
  ///   - limit: the maximum size in bytes; a larger file is an error (`EFBIG`).
  public static func read(
    _ path: String, followLinks: Bool = true, limit: Int = 64 << 20
  ) throws(SystemError) -> [UInt8]? {
    // A file of tt's own is never a pipe, which would block; other files may be.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | (followLinks ? 0 : O_NOFOLLOW | O_NONBLOCK))
    guard descriptor >= 0 else {
      let failure = SystemError(path)
      if (failure.code == ENOENT || failure.code == ENOTDIR) && !isDanglingLink(path) { return nil }
      throw failure
    }
    defer { close(descriptor) }
    return try readAll(descriptor, path, limit: limit)
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
  public static func readAll(_ descriptor: Int32, _ path: String, limit: Int = 64 << 20) throws(SystemError) -> [UInt8]
  {
    var content: [UInt8] = []
    let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 16 << 10, alignment: 16)
    defer { chunk.deallocate() }
    while true {
      let count = systemRead(descriptor, chunk.baseAddress, chunk.count)
      if count < 0 {
        if errno == EINTR { continue }
        throw SystemError(path)
      }
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

  /// Replaces a file's content atomically: writes a temporary file beside it, flushes it to disk, and renames it over
  /// the file. Readers and crashes see the old content or the new, never a mixture. Callers hold the folder's lock, so
  /// the temporary name can be fixed, and a crash leaves at most one temporary file.
  ///
  /// - Parameter flushed: false skips the flush, for files that may be lost in a power failure.
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

  /// Creates a folder and its missing parents with mode 0700. An existing folder is left as is.
  public static func makeFolder(_ path: String) throws(SystemError) {
    if mkdir(path, 0o700) == 0 { return }
    let code = errno
    if code == ENOENT, let slash = path.lastIndex(of: "/"), slash != path.startIndex {
      try makeFolder(String(path[..<slash]))
      if mkdir(path, 0o700) == 0 { return }
    } else if code == EEXIST, let status = status(path), status.isFolder {
      return
    }
    throw SystemError(path, code == ENOENT ? errno : code)
  }
}

/// `read(2)`, whose name `Files.read` hides.
func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  read(descriptor, buffer, count)
}
