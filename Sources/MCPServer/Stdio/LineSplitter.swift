/// Splits a stream of bytes into lines of limited length. Knows nothing about their content.
struct LineSplitter {
  enum Line {
    /// A line without its terminator; never blank.
    case whole([UInt8])
    /// A line that was skipped because of its length, and what could be read of it on the way.
    case tooLong(RequestIDExtractor)
  }

  /// The bytes a line may have, without its terminator.
  static let maxBytes = 4 << 20

  private var rest: [UInt8] = []
  private var skipped: RequestIDExtractor?

  /// The lines completed by the next bytes of the stream.
  mutating func take(_ bytes: ArraySlice<UInt8>) -> [Line] {
    var lines: [Line] = []
    var bytes = bytes
    while let end = bytes.firstIndex(of: 0x0A) {
      add(bytes[..<end])
      if let line = endLine() { lines.append(line) }
      bytes = bytes[(end + 1)...]
    }
    add(bytes)
    return lines
  }

  /// The unterminated last line at the end of the stream.
  mutating func end() -> Line? { endLine() }

  private mutating func add(_ bytes: ArraySlice<UInt8>) {
    if skipped != nil {
      skipped?.read(bytes)
      return
    }
    rest += bytes
    // One more for a carriage return, which is part of the terminator.
    if rest.count > Self.maxBytes + 1 { skip() }
  }

  private mutating func skip() {
    var extractor = RequestIDExtractor()
    extractor.read(rest[...])
    skipped = extractor
    rest = []
  }

  private mutating func endLine() -> Line? {
    if rest.last == 0x0D { rest.removeLast() }
    if rest.count > Self.maxBytes { skip() }
    if let extractor = skipped {
      skipped = nil
      return .tooLong(extractor)
    }
    let line = rest
    rest = []
    return line.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D } ? nil : .whole(line)
  }
}
