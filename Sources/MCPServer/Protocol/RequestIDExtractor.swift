import Basics

/// Finds the ID of a message that is not parsed because it is too long to be kept or nested too deeply. Looks at the
/// members of the outermost object and keeps a few hundred bytes.
struct RequestIDExtractor {
  /// The bytes kept of a name or value.
  private static let maxTokenBytes = 256

  private var depth = 0
  private var maxDepth = 0
  private var isInString = false
  private var isEscaped = false
  private var token: [UInt8] = []
  private var key: [UInt8] = []
  private var idText: [UInt8]?
  private var hasMethod = false

  /// The ID, when the message is a request with a usable one.
  var requestID: RequestID? {
    guard hasMethod, let idText, let json = try? JSONValue.parse(idText) else { return nil }
    return RequestID(json)
  }

  /// True when the message is nested more deeply than the parser allows.
  var isTooDeep: Bool { maxDepth > JSONValue.maxDepth }

  /// Reads the next bytes of the message.
  mutating func read(_ bytes: ArraySlice<UInt8>) {
    for byte in bytes { read(byte) }
  }

  private mutating func read(_ byte: UInt8) {
    if isInString {
      keep(byte)
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: "\"") {
        isInString = false
      }
      return
    }
    switch byte {
    case UInt8(ascii: "\""):
      isInString = true
      keep(byte)
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      depth += 1
      maxDepth = max(maxDepth, depth)
    case UInt8(ascii: "}"), UInt8(ascii: "]"):
      if depth == 1 { endMember() }
      depth -= 1
    case UInt8(ascii: ":") where depth == 1:
      key = token
      token = []
    case UInt8(ascii: ",") where depth == 1: endMember()
    case 0x20, 0x09, 0x0A, 0x0D: break
    default: keep(byte)
    }
  }

  private mutating func keep(_ byte: UInt8) {
    if depth == 1, token.count < Self.maxTokenBytes { token.append(byte) }
  }

  private mutating func endMember() {
    if key == Array("\"id\"".utf8) { idText = token }
    if key == Array("\"method\"".utf8) { hasMethod = true }
    key = []
    token = []
  }
}
