/// Percent-encoding for query values and form bodies (RFC 3986): every byte except letters, digits and `-._~` is encoded,
/// so that spaces, `&`, `+` and `ü` arrive unchanged.
enum PercentEncoding {
  static func encode(_ text: String) -> String {
    var encoded: [UInt8] = []
    encoded.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"):
        encoded.append(byte)
      default:
        encoded += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: encoded, as: UTF8.self)
  }

  /// Encodes pairs as `a=1&b=2`, in the given order.
  static func encode(_ pairs: [(name: String, value: String)]) -> String {
    pairs.reduce(into: "") { $0 += ($0.isEmpty ? "" : "&") + encode($1.name) + "=" + encode($1.value) }
  }

  private static let digits = Array("0123456789ABCDEF".utf8)
}
