/// From `at` on (seconds since 1970), clocks are `offset` seconds ahead of UTC.
struct ZoneTransition: Sendable {
  var at: Int
  var offset: Int
}

/// The content of a compiled zone file, TZif (RFC 8536), versions 1 to 4.
struct TZif {
  private(set) var firstOffset = 0
  private(set) var changes: [ZoneTransition] = []
  private(set) var footer: POSIXTimeZone?

  /// Nil if the bytes are not a zone file or are inconsistent.
  init?(_ bytes: [UInt8]) {
    var reader = ByteReader(bytes: bytes)
    guard let header = Header(&reader) else { return nil }
    if header.version == 0 {
      guard readBlock(&reader, header, wide: false) else { return nil }
      return
    }
    guard reader.skip(header.length(wide: false)), let second = Header(&reader),
      readBlock(&reader, second, wide: true)
    else { return nil }
    guard readFooter(&reader) else { return nil }
  }

  private mutating func readBlock(_ reader: inout ByteReader, _ header: Header, wide: Bool) -> Bool {
    guard header.types > 0, reader.remaining >= header.length(wide: wide) else { return false }
    var times: [Int] = []
    times.reserveCapacity(header.times)
    for _ in 0..<header.times { times.append(wide ? reader.int64() : reader.int32()) }
    let indices = (0..<header.times).map { _ in reader.byte() }
    var offsets: [Int] = []
    for _ in 0..<header.types {
      offsets.append(reader.int32())
      reader.advance(2)
    }
    reader.advance(header.characters)
    var leaps: [(at: Int, correction: Int)] = []
    for _ in 0..<header.leaps { leaps.append((wide ? reader.int64() : reader.int32(), reader.int32())) }
    reader.advance(header.standards + header.universals)

    guard offsets.allSatisfy({ $0 >= UTCOffset.minSeconds && $0 <= UTCOffset.maxSeconds }) else { return false }
    firstOffset = offsets[0]
    changes.reserveCapacity(times.count)
    for (time, index) in zip(times, indices) {
      guard Int(index) < offsets.count else { return false }
      // Files below "right/" count leap seconds; the rest of the system does not.
      let leap = leaps.last { $0.at <= time }?.correction ?? 0
      let at = time &- leap
      if let last = changes.last, last.at >= at { return false }
      changes.append(ZoneTransition(at: at, offset: offsets[Int(index)]))
    }
    return true
  }

  private mutating func readFooter(_ reader: inout ByteReader) -> Bool {
    guard reader.remaining >= 2, reader.byte() == 0x0A else { return false }
    var text: [UInt8] = []
    while reader.remaining > 0 {
      let byte = reader.byte()
      if byte != 0x0A {
        text.append(byte)
        continue
      }
      if text.isEmpty { return true }
      footer = POSIXTimeZone(String(decoding: text, as: UTF8.self))
      return footer != nil
    }
    return false
  }
}

extension TZif {
  private struct Header {
    let version: UInt8
    let universals: Int
    let standards: Int
    let leaps: Int
    let times: Int
    let types: Int
    let characters: Int

    init?(_ reader: inout ByteReader) {
      guard reader.remaining >= 44, reader.byte() == 0x54, reader.byte() == 0x5A, reader.byte() == 0x69,
        reader.byte() == 0x66
      else { return nil }
      version = reader.byte()
      reader.advance(15)
      universals = reader.int32()
      standards = reader.int32()
      leaps = reader.int32()
      times = reader.int32()
      types = reader.int32()
      characters = reader.int32()
      guard [universals, standards, leaps, times, types, characters].allSatisfy({ $0 >= 0 }) else { return nil }
    }

    /// The size in bytes of the data block after this header.
    func length(wide: Bool) -> Int {
      let width = wide ? 8 : 4
      return times * (width + 1) + types * 6 + characters + leaps * (width + 4) + standards + universals
    }
  }

  /// Reads big-endian numbers. The caller has checked that enough bytes remain.
  private struct ByteReader {
    let bytes: [UInt8]
    var position = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    var remaining: Int { bytes.count - position }

    mutating func byte() -> UInt8 {
      position += 1
      return bytes[position - 1]
    }

    mutating func advance(_ count: Int) { position += count }

    mutating func skip(_ count: Int) -> Bool {
      guard count <= remaining else { return false }
      position += count
      return true
    }

    mutating func int32() -> Int {
      var value: UInt32 = 0
      for _ in 0..<4 { value = value << 8 | UInt32(byte()) }
      return Int(Int32(bitPattern: value))
    }

    mutating func int64() -> Int {
      var value: UInt64 = 0
      for _ in 0..<8 { value = value << 8 | UInt64(byte()) }
      return Int(Int64(bitPattern: value))
    }
  }
}
