import Basics

/// An open file of the audit log.
final class LogFile {
  /// The path it was opened with. A rotation may have renamed the file since.
  let path: String
  private let descriptor: Int32
  /// Identifies the file even after it was renamed.
  let identity: Identity

  struct Identity: Equatable {
    var device: Int
    var file: Int

    fileprivate init(_ info: stat) {
      device = Int(truncatingIfNeeded: info.st_dev)
      file = Int(truncatingIfNeeded: info.st_ino)
    }

    /// The identity of the file now at a path; nil if there is none.
    init?(_ path: String) {
      var info = stat()
      guard lstat(path, &info) == 0 else { return nil }
      self.init(info)
    }
  }

  /// The valid record numbers; incrementing one never overflows.
  static let numbers = 0...999_999_999_999_999_999

  /// Opens a file for reading; nil if it does not exist.
  convenience init?(reading path: String) throws(TTError) {
    let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    if descriptor < 0, errno == ENOENT || errno == ENOTDIR { return nil }
    try self.init(path, descriptor: descriptor, action: "be read")
  }

  /// Opens a file for appending, and creates it if necessary.
  convenience init(appending path: String) throws(TTError) {
    let descriptor = open(path, O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0o600)
    try self.init(path, descriptor: descriptor, action: "be opened")
  }

  private init(_ path: String, descriptor: Int32, action: String) throws(TTError) {
    guard descriptor >= 0 else { throw Self.failure(path, action: action, SystemError(path)) }
    self.path = path
    self.descriptor = descriptor
    var info = stat()
    let isKnown = fstat(descriptor, &info) == 0
    identity = Identity(info)
    guard isKnown, info.st_mode & S_IFMT == S_IFREG else {
      throw .config("the audit log \(path) is not a regular file", hint: "all calls are refused without it")
    }
  }

  deinit { close(descriptor) }

  /// The current size of the file in bytes.
  var size: Int { Int(lseek(descriptor, 0, SEEK_END)) }

  /// Reads from `offset` until the buffer is full or the file ends, and returns the number of bytes read.
  func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(TTError) -> Int {
    var count = 0
    while count < buffer.count {
      let more = pread(descriptor, buffer.baseAddress?.advanced(by: count), buffer.count - count, off_t(offset + count))
      if more == 0 { break }
      if more < 0 {
        if errno == EINTR { continue }
        throw Self.failure(path, action: "be read", SystemError(path))
      }
      count += more
    }
    return count
  }

  /// The bytes from `offset` on; fewer than `count` at the end of the file.
  func bytes(at offset: Int, count: Int) throws(TTError) -> [UInt8] {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 1)
    defer { buffer.deallocate() }
    let found = try read(at: offset, into: buffer)
    return Array(buffer[..<found])
  }

  /// Appends all of the bytes or none.
  func append(_ bytes: [UInt8]) throws(TTError) {
    let before = size
    do throws(SystemError) {
      try Files.writeAll(descriptor, path, bytes)
    } catch {
      _ = ftruncate(descriptor, off_t(before))
      throw Self.failure(path, action: "be written", error)
    }
  }

  /// The number of the first record; nil if the first line is not a record.
  var firstNumber: Int? {
    guard let start = try? bytes(at: 0, count: 32) else { return nil }
    return start.withUnsafeBytes { ChainRecord.number($0) }
  }

  /// The last record; nil if the file is empty.
  ///
  /// - Throws: `config` if the last line is not a record.
  func lastRecord() throws(TTError) -> ChainHead? {
    let size = size
    guard size > 0 else { return nil }
    // The last line is nearly always short.
    for window in [2048, AuditLog.maxLineBytes] {
      let tail = try bytes(at: max(0, size - window), count: min(size, window))
      guard tail.last == UInt8(ascii: "\n") else { break }
      let start = tail.dropLast().lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 }
      if start == nil, tail.count < size { continue }
      guard let head = ChainHead(line: tail[(start ?? 0)...].dropLast()) else { break }
      return head
    }
    throw .config(
      "the last line of the audit log \(path) is damaged",
      hint: "to keep it and start a new log: mv '\(path)' '\(path).damaged'")
  }

  /// Removes an incomplete record left by a writer that was killed, which can happen between two pages. It is certain
  /// to be tt's own only if the complete record before it is the one in the checkpoint.
  ///
  /// - Returns: false if the end is anything else, in which case it was left alone.
  func truncateTornRecord(after checkpoint: ChainHead?) throws(TTError) -> Bool {
    let size = size
    let tail = try bytes(at: max(0, size - AuditLog.maxLineBytes), count: min(size, AuditLog.maxLineBytes))
    guard let checkpoint, tail.last != UInt8(ascii: "\n"), let end = tail.lastIndex(of: UInt8(ascii: "\n")) else {
      return false
    }
    let start = tail[..<end].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    guard ChainHead(line: tail[start..<end]) == checkpoint else { return false }
    return ftruncate(descriptor, off_t(size - tail.count + end + 1)) == 0
  }

  private static func failure(_ path: String, action: String, _ error: SystemError) -> TTError {
    if error.code == ELOOP {
      return .config(
        "the audit log \(path) is a symbolic link, which is not followed",
        hint: "all calls are refused without it; to start a new log, remove the link: rm '\(path)'")
    }
    return .config("the audit log \(path) cannot \(action): \(error.reason)", hint: "all calls are refused without it")
  }
}

extension AuditLog {
  /// The path of the archived file that starts with record `number`.
  func archivePath(_ number: Int) -> String { "\(folder)/audit-\(number).jsonl" }

  /// The numbers in the names of the archived files, the oldest first.
  func archiveSequences() throws(TTError) -> [Int] {
    guard let listing = opendir(folder) else {
      let error = SystemError(folder)
      if error.code == ENOENT || error.code == ENOTDIR { return [] }
      throw .config("the state folder \(folder) cannot be read: \(error.reason)", hint: "chmod u+rwx '\(folder)'")
    }
    defer { closedir(listing) }
    var numbers: [Int] = []
    while let entry = readdir(listing) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      guard name.hasPrefix("audit-"), name.hasSuffix(".jsonl") else { continue }
      let digits = name.dropFirst(6).dropLast(6)
      if let number = Int(digits), LogFile.numbers.contains(number), String(number) == digits { numbers.append(number) }
    }
    return numbers.sorted()
  }

  /// All files of the log at one point in time, the oldest first and the current one last.
  func files() throws(TTError) -> [LogFile] {
    let current = try LogFile(reading: path)
    var files: [LogFile] = []
    for number in try archiveSequences() {
      guard let file = try LogFile(reading: archivePath(number)) else { continue }
      files.append(file)
      // Archived since it was opened: newer files are later than this point in time.
      if let current, file.identity == current.identity { return files }
    }
    return files + (current.map { [$0] } ?? [])
  }

  /// The last record of the archived files.
  func lastArchivedRecord() throws(TTError) -> ChainHead? {
    guard let newest = try archiveSequences().last else { return nil }
    return try LogFile(reading: archivePath(newest))?.lastRecord()
  }
}
