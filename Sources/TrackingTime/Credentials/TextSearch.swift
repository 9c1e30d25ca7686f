/// Looks for several texts at once. A list of the service can have many megabytes, and no text has to be looked at more
/// than once (Horspool's method).
struct TextSearch {
  private let texts: [[UInt8]]
  /// The length of the shortest text.
  private let length: Int
  /// By byte: how far it is from this place to the next one where a text can begin, if the byte is the last of `length`.
  private var steps: [Int]

  /// A search for texts that are not empty.
  init(for texts: [String]) {
    self.texts = texts.map { Array($0.utf8) }
    length = self.texts.reduce(texts.isEmpty ? 0 : Int.max) { min($0, $1.count) }
    steps = Array(repeating: max(1, length), count: 256)
    for text in self.texts {
      for (index, byte) in text.prefix(length).enumerated() {
        steps[Int(byte)] = min(steps[Int(byte)], length - 1 - index)
      }
    }
  }

  /// True if one of the texts occurs in a text.
  func finds(in text: String) -> Bool {
    guard text.utf8.count >= length else { return false }
    var text = text
    return text.withUTF8 { finds(in: $0) }
  }

  /// True if one of the texts occurs in UTF-8.
  func finds(in bytes: [UInt8]) -> Bool { bytes.withUnsafeBufferPointer { finds(in: $0) } }

  private func finds(in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    if texts.isEmpty { return false }
    var last = length - 1
    while last < bytes.count {
      let step = steps[Int(bytes[last])]
      if step == 0 {
        let rest = bytes[(last + 1 - length)...]
        if texts.contains(where: { rest.starts(with: $0) }) { return true }
      }
      last += max(1, step)
    }
    return false
  }
}
