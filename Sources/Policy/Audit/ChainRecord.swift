import Basics

/// A line of the log as the chain sees it: by the places of bytes, without parsing it.
struct ChainRecord {
  /// `{"seq":`, the first member.
  let number: Int
  /// `"prev"`, the last member but one: 64 digits.
  let previous: SIMD64<UInt8>
  /// `"hash"`, the last member: 64 digits.
  let hash: SIMD64<UInt8>
  /// The digest of the line without `"hash"`: what that member has to be.
  let digest: SIMD64<UInt8>

  /// Nil for a line that is not laid out as tt writes records.
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

  /// The number a line begins with; nil when it does not begin as a record.
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

  /// Number and hash.
  var head: ChainHead {
    ChainHead(number: number, hash: String(decoding: hash.indices.map { hash[$0] }, as: UTF8.self))
  }

  /// 64 digits as the chain compares them; nil for a text of another length.
  static func digits(_ text: String) -> SIMD64<UInt8>? {
    text.utf8.count == 64 ? SIMD64(Array(text.utf8)) : nil
  }
}

extension ChainHead {
  /// Reads a line, without its end, that is laid out as tt writes records.
  init?(line: ArraySlice<UInt8>) {
    guard let head = line.withUnsafeBytes({ ChainRecord($0)?.head }), LogFile.numbers.contains(head.number) else {
      return nil
    }
    self = head
  }
}
