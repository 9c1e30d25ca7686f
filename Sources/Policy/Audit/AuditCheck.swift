import Basics

extension AuditLog {
  /// Looks whether the next record could be appended: the log is readable and its last line whole.
  ///
  /// - Returns: how many records there are by the last one's number; nil without a log.
  /// - Throws: `config` as appending would.
  public func lastNumber() throws(TTError) -> Int? {
    let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else {
      let failure = SystemError(path)
      if failure.code == ENOENT || failure.code == ENOTDIR { return nil }
      throw .config(
        "the audit log \(path) cannot be read: \(failure.reason)", hint: "no call is made without its record")
    }
    defer { close(descriptor) }
    return try lastLine(descriptor, size: Int(lseek(descriptor, 0, SEEK_END))).number
  }
}
