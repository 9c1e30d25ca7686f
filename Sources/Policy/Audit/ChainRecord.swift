import Basics

/// The parts of a log line that form the chain, read by position without parsing the line.
struct ChainRecord {
  /// `{"seq":`, the first member.
  let number: Int
  /// `"prev"`, the second to last member: 64 digits.
  let previous: SIMD64<UInt8>
  /// `"hash"`, the last member: 64 digits.
  let hash: SIMD64<UInt8>
  /// The digest of the line without `"hash"`, which that member must equal.
  let digest: SIMD64<UInt8>

  /// Nil if the line does not have the layout of a record.
  init?(_ line: UnsafeRawBufferPointer) {
    let body = line.count - Self.hashMember.utf8CodeUnitCount - 66
    let previous = body - Self.previousMember.utf8CodeUnitCount - 65
    guard previous > 0, let number = Self.number(line), Self.has(Self.previousMember, line, at: previous),
      Self.has("\"", line, at: body - 1), Self.has(Self.hashMember, line, at: body),
      Self.has("\"}", line, at: line.count - 2)
    else { return nil }
    self.number = number
    self.previous = line.loadUnaligned(fromByteOffset: body - 65, as: SIMD64<UInt8>.self)
    hash = line.loadUnaligned(fromByteOffset: line.count - 66, as: SIMD64<UInt8>.self)
    digest = SHA256.digits(UnsafeRawBufferPointer(rebasing: line[..<body]), end: UInt8(ascii: "}"))
  }

  private static let previousMember: StaticString = ",\"prev\":\""
  private static let hashMember: StaticString = ",\"hash\":\""

  private static func has(_ text: StaticString, _ line: UnsafeRawBufferPointer, at place: Int) -> Bool {
    guard place >= 0, place + text.utf8CodeUnitCount <= line.count, let base = line.baseAddress else { return false }
    return memcmp(base + place, text.utf8Start, text.utf8CodeUnitCount) == 0
  }

  /// The record number at the start of a line; nil if the line does not start like a record.
  static func number(_ line: UnsafeRawBufferPointer) -> Int? {
    guard has("{\"seq\":", line, at: 0) else { return nil }
    var number = 0
    for (index, byte) in line.dropFirst(7).enumerated() {
      if byte == UInt8(ascii: ","), index > 0 { return number }
      guard (0x30...0x39).contains(byte), index < 18 else { return nil }
      number = number * 10 + Int(byte - 0x30)
    }
    return nil
  }

  /// The record's number and hash.
  var head: ChainHead {
    ChainHead(number: number, hash: String(decoding: hash.indices.map { hash[$0] }, as: UTF8.self))
  }

  /// A digest in the form used for comparison; nil unless the text has 64 bytes.
  static func digits(_ text: String) -> SIMD64<UInt8>? {
    text.utf8.count == 64 ? SIMD64(Array(text.utf8)) : nil
  }
}

extension ChainHead {
  /// Reads a line without its newline; nil if it does not have the layout of a record.
  init?(line: ArraySlice<UInt8>) {
    guard let head = line.withUnsafeBytes({ ChainRecord($0)?.head }), LogFile.numbers.contains(head.number) else {
      return nil
    }
    self = head
  }
}
