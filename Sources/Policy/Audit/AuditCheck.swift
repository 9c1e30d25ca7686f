import Basics

extension AuditLog {
  /// Looks whether the next record could be appended: the log is readable and its last line whole.
  ///
  /// - Returns: how many records there are by the last one's number; nil without a log.
  /// - Throws: `config` as appending would.
  public func lastNumber() throws(TTError) -> Int? {
    if let last = try LogFile(reading: path)?.lastRecord() { return last.number }
    return try lastArchivedRecord()?.number
  }
}
