import Basics

/// One file of the audit log, open.
final class LogFile {
  /// The path it was opened by; a rotation may have renamed it since.
  let path: String
  private let descriptor: Int32
  /// Tells files apart, whatever they are called by now.
  let identity: Identity

  struct Identity: Equatable {
    var device: Int
    var file: Int

    fileprivate init(_ info: stat) {
      device = Int(truncatingIfNeeded: info.st_dev)
      file = Int(truncatingIfNeeded: info.st_ino)
    }

    /// The identity of what a path leads to now; nil when there is nothing.
    init?(_ path: String) {
      var info = stat()
      guard lstat(path, &info) == 0 else { return nil }
      self.init(info)
    }
  }

  /// What a record's number can be, so that counting on never overflows.
  static let numbers = 0...999_999_999_999_999_999

  /// Opens a file for reading; nil when there is none.
  convenience init?(reading path: String) throws(TTError) {
    let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    if descriptor < 0, errno == ENOENT || errno == ENOTDIR { return nil }
    try self.init(path, descriptor, "be read")
  }

  /// Opens a file for appending; makes it when there is none.
  convenience init(appending path: String) throws(TTError) {
    let descriptor = open(path, O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0o600)
    try self.init(path, descriptor, "be opened")
  }

  private init(_ path: String, _ descriptor: Int32, _ what: String) throws(TTError) {
    guard descriptor >= 0 else { throw Self.failure(path, what, SystemError(path)) }
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

  /// Bytes in the file now.
  var size: Int { Int(lseek(descriptor, 0, SEEK_END)) }

  /// Reads into a buffer from a place on, until the buffer is full or the file ends; returns how many bytes came.
  func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(TTError) -> Int {
    var count = 0
    while count < buffer.count {
      let more = pread(descriptor, buffer.baseAddress?.advanced(by: count), buffer.count - count, off_t(offset + count))
      if more == 0 { break }
      if more < 0 {
        if errno == EINTR { continue }
        throw Self.failure(path, "be read", SystemError(path))
      }
      count += more
    }
    return count
  }

  /// The bytes from a place on, fewer where the file ends.
  func bytes(at offset: Int, count: Int) throws(TTError) -> [UInt8] {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 1)
    defer { buffer.deallocate() }
    let found = try read(at: offset, into: buffer)
    return Array(buffer[..<found])
  }

  /// Appends bytes; either all of them or none.
  func append(_ bytes: [UInt8]) throws(TTError) {
    let before = size
    do throws(SystemError) {
      try Files.writeAll(descriptor, path, bytes)
    } catch {
      _ = ftruncate(descriptor, off_t(before))
      throw Self.failure(path, "be written", error)
    }
  }

  /// The number of the first record; nil when the first line is none.
  var firstNumber: Int? {
    guard let start = try? bytes(at: 0, count: 32) else { return nil }
    return start.withUnsafeBytes { ChainRecord.number($0) }
  }

  /// The last record; nil in an empty file.
  ///
  /// - Throws: `config` when the last line is no record.
  func lastRecord() throws(TTError) -> ChainHead? {
    let size = size
    guard size > 0 else { return nil }
    // Nearly always the last line is in the last bytes.
    for window in [2048, AuditLog.maxLineBytes] {
      let tail = try bytes(at: max(0, size - window), count: min(size, window))
      guard tail.last == UInt8(ascii: "\n") else { break }
      let start = tail.dropLast().lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 }
      if start == nil, tail.count < size { continue }
      guard let tip = ChainHead(line: tail[(start ?? 0)...].dropLast()) else { break }
      return tip
    }
    throw .config(
      "the last line of the audit log \(path) is damaged",
      hint: "keep it and start a new one: mv '\(path)' '\(path).damaged'")
  }

  /// Cuts off the beginning of a record whose writer was killed, as the system can do between two pages. That it is tt's
  /// own is certain only where the whole record before it is the one that was noted last.
  ///
  /// - Returns: false when the end is something else, and was left alone.
  func truncateTornRecord(after noted: ChainHead?) throws(TTError) -> Bool {
    let size = size
    let tail = try bytes(at: max(0, size - AuditLog.maxLineBytes), count: min(size, AuditLog.maxLineBytes))
    guard let noted, tail.last != UInt8(ascii: "\n"), let end = tail.lastIndex(of: UInt8(ascii: "\n")) else {
      return false
    }
    let start = tail[..<end].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    guard ChainHead(line: tail[start..<end]) == noted else { return false }
    return ftruncate(descriptor, off_t(size - tail.count + end + 1)) == 0
  }

  private static func failure(_ path: String, _ what: String, _ error: SystemError) -> TTError {
    .config("the audit log \(path) cannot \(what): \(error.reason)", hint: "all calls are refused without it")
  }
}

extension AuditLog {
  /// The name of an old file whose first record has that number.
  func archivePath(_ number: Int) -> String { "\(folder)/audit-\(number).jsonl" }

  /// The numbers in the names of the old files, the oldest first.
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

  /// All files of the log at one point of time, the oldest first and the one appended to last.
  func files() throws(TTError) -> [LogFile] {
    let current = try LogFile(reading: path)
    var files: [LogFile] = []
    for number in try archiveSequences() {
      guard let file = try LogFile(reading: archivePath(number)) else { continue }
      files.append(file)
      // Rotated away since it was opened: what came behind it is later than this point of time.
      if let current, file.identity == current.identity { return files }
    }
    return files + (current.map { [$0] } ?? [])
  }

  /// The last record of the old files.
  func lastArchivedRecord() throws(TTError) -> ChainHead? {
    guard let newest = try archiveSequences().last else { return nil }
    return try LogFile(reading: archivePath(newest))?.lastRecord()
  }
}
