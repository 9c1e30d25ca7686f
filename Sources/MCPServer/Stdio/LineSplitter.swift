/// Cuts a stream of bytes into lines. Knows line ends and how long a line may be; nothing of what stands in one.
struct LineSplitter {
  enum Line {
    /// A line without its end; never blank.
    case whole([UInt8])
    /// A line that was skipped for its length, and what could be told of it on the way.
    case tooLong(RequestIDExtractor)
  }

  /// Bytes a line may have, its end not counted.
  static let longest = 4 << 20

  private var rest: [UInt8] = []
  private var skipped: RequestIDExtractor?

  /// The lines that end in the next bytes of the stream.
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

  /// What stands behind the last line end when the stream is over.
  mutating func end() -> Line? { endLine() }

  private mutating func add(_ bytes: ArraySlice<UInt8>) {
    if skipped != nil {
      skipped?.take(bytes)
      return
    }
    rest += bytes
    // One more for a carriage return, which belongs to the line's end.
    if rest.count > Self.longest + 1 { skip() }
  }

  private mutating func skip() {
    var scan = RequestIDExtractor()
    scan.take(rest[...])
    skipped = scan
    rest = []
  }

  private mutating func endLine() -> Line? {
    if rest.last == 0x0D { rest.removeLast() }
    if rest.count > Self.longest { skip() }
    if let scan = skipped {
      skipped = nil
      return .tooLong(scan)
    }
    let line = rest
    rest = []
    return line.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D } ? nil : .whole(line)
  }
}
