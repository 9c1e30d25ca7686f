import Basics

/// Finds the id of a message that is not read: one that is too long to be kept or too deep to be parsed. Looks at the
/// members of the outermost object and keeps a few hundred bytes.
struct RequestIDExtractor {
  private static let longestWord = 256

  private var depth = 0
  private var deepest = 0
  private var isInText = false
  private var isEscaped = false
  private var word: [UInt8] = []
  private var key: [UInt8] = []
  private var idText: [UInt8]?
  private var hasMethod = false

  /// The id, when the message is a request that has a usable one.
  var requestID: RequestID? {
    guard hasMethod, let idText, let json = try? JSONValue.parse(idText) else { return nil }
    return RequestID(json)
  }

  /// True when the message is nested deeper than tt reads.
  var isTooDeep: Bool { deepest > JSONValue.deepest }

  /// Looks at the next bytes of the message.
  mutating func take(_ bytes: ArraySlice<UInt8>) {
    for byte in bytes { take(byte) }
  }

  private mutating func take(_ byte: UInt8) {
    if isInText {
      keep(byte)
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: "\"") {
        isInText = false
      }
      return
    }
    switch byte {
    case UInt8(ascii: "\""):
      isInText = true
      keep(byte)
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      depth += 1
      deepest = max(deepest, depth)
    case UInt8(ascii: "}"), UInt8(ascii: "]"):
      if depth == 1 { endMember() }
      depth -= 1
    case UInt8(ascii: ":") where depth == 1:
      key = word
      word = []
    case UInt8(ascii: ",") where depth == 1: endMember()
    case 0x20, 0x09, 0x0A, 0x0D: break
    default: keep(byte)
    }
  }

  private mutating func keep(_ byte: UInt8) {
    if depth == 1, word.count < Self.longestWord { word.append(byte) }
  }

  private mutating func endMember() {
    if key == Array("\"id\"".utf8) { idText = word }
    if key == Array("\"method\"".utf8) { hasMethod = true }
    key = []
    word = []
  }
}
