/// SHA-256 (FIPS 180-4), for the audit chain and policy fingerprints.
public enum SHA256 {
  /// The digest of the bytes as 64 lower-case hexadecimal digits.
  public static func hex(_ bytes: some Collection<UInt8>) -> String {
    let digits = Array(bytes).withUnsafeBytes { Self.digits($0) }
    return String(decoding: digits.indices.map { digits[$0] }, as: UTF8.self)
  }

  /// The digest of a message as 64 lower-case hexadecimal digits in ASCII.
  ///
  /// - Parameter end: a further byte that follows the message and is hashed with it.
  public static func digits(_ message: UnsafeRawBufferPointer, end: UInt8? = nil) -> SIMD64<UInt8> {
    let count = message.count + (end == nil ? 0 : 1)
    let whole = message.count / 64 * 64
    return withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { schedule in
      constants.withUnsafeBufferPointer { constants in
        var state = State()
        state.compress(UnsafeRawBufferPointer(rebasing: message[..<whole]), schedule: schedule, constants: constants)
        withUnsafeTemporaryAllocation(byteCount: 128, alignment: 8) { last in
          last.initializeMemory(as: UInt8.self, repeating: 0)
          last.copyBytes(from: message[whole...])
          if let end { last[message.count - whole] = end }
          last[count - whole] = 0x80
          let blocks = count - whole < 56 ? 64 : 128
          last.storeBytes(of: (UInt64(count) * 8).bigEndian, toByteOffset: blocks - 8, as: UInt64.self)
          state.compress(UnsafeRawBufferPointer(rebasing: last[..<blocks]), schedule: schedule, constants: constants)
        }
        return state.digits
      }
    }
  }

  private struct State {
    var words: SIMD8<UInt32> = [
      0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
    ]

    var digits: SIMD64<UInt8> {
      withUnsafeTemporaryAllocation(byteCount: 64, alignment: 64) { text in
        for index in 0..<8 {
          let word = words[index]
          for place in 0..<8 {
            let digit = UInt8(truncatingIfNeeded: word &>> UInt32(28 &- place &* 4)) & 15
            text[index &* 8 &+ place] = digit &+ (digit < 10 ? 0x30 : 0x57)
          }
        }
        return text.load(as: SIMD64<UInt8>.self)
      }
    }

    /// Processes blocks of 64 bytes.
    mutating func compress(
      _ blocks: UnsafeRawBufferPointer, schedule: UnsafeMutableBufferPointer<UInt32>,
      constants: UnsafeBufferPointer<UInt32>
    ) {
      for start in stride(from: 0, to: blocks.count, by: 64) {
        compress(
          block: UnsafeRawBufferPointer(rebasing: blocks[start..<start + 64]), schedule: schedule, constants: constants)
      }
    }

    private mutating func compress(
      block: UnsafeRawBufferPointer, schedule w: UnsafeMutableBufferPointer<UInt32>,
      constants k: UnsafeBufferPointer<UInt32>
    ) {
      @inline(__always) func rotate(_ x: UInt32, _ n: UInt32) -> UInt32 { x &>> n | x &<< (32 &- n) }
      for i in 0..<16 { w[i] = UInt32(bigEndian: block.loadUnaligned(fromByteOffset: i &* 4, as: UInt32.self)) }
      for i in 16..<64 {
        let s0 = rotate(w[i &- 15], 7) ^ rotate(w[i &- 15], 18) ^ (w[i &- 15] &>> 3)
        let s1 = rotate(w[i &- 2], 17) ^ rotate(w[i &- 2], 19) ^ (w[i &- 2] &>> 10)
        w[i] = w[i &- 16] &+ s0 &+ w[i &- 7] &+ s1
      }
      var (a, b, c, d) = (words[0], words[1], words[2], words[3])
      var (e, f, g, h) = (words[4], words[5], words[6], words[7])
      @inline(__always) func round(
        _ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: inout UInt32, _ e: UInt32, _ f: UInt32, _ g: UInt32,
        _ h: inout UInt32, _ i: Int
      ) {
        let s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
        let t1 = h &+ s1 &+ (g ^ (e & (f ^ g))) &+ k[i] &+ w[i]
        let s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
        d = d &+ t1
        h = t1 &+ s0 &+ ((a & b) | (c & (a | b)))
      }
      // After eight rounds, the eight words are back in their places.
      for i in stride(from: 0, to: 64, by: 8) {
        round(a, b, c, &d, e, f, g, &h, i)
        round(h, a, b, &c, d, e, f, &g, i &+ 1)
        round(g, h, a, &b, c, d, e, &f, i &+ 2)
        round(f, g, h, &a, b, c, d, &e, i &+ 3)
        round(e, f, g, &h, a, b, c, &d, i &+ 4)
        round(d, e, f, &g, h, a, b, &c, i &+ 5)
        round(c, d, e, &f, g, h, a, &b, i &+ 6)
        round(b, c, d, &e, f, g, h, &a, i &+ 7)
      }
      words &+= [a, b, c, d, e, f, g, h]
    }
  }

  private static let constants: [UInt32] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
    0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
    0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
    0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
    0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
    0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
    0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
  ]
}
