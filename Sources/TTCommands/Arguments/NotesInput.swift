import Basics

/// Notes from standard input, for `-` in place of a text.
enum NotesInput {
  /// The word that means standard input.
  static let word = "-"
  /// The largest text in bytes.
  static let maxBytes = 64 << 10

  /// The text on standard input, without the line ends at its end.
  ///
  /// - Parameter label: what the text is for, in messages.
  /// - Throws: a usage error if it is empty, too long or not UTF-8.
  static func read(_ context: Context, for label: String) throws(TTError) -> String {
    let bytes: [UInt8]
    do throws(SystemError) {
      bytes = try context.readInput()
    } catch {
      throw .usage("\(label): cannot read standard input: \(error.reason)")
    }
    guard bytes.count <= maxBytes else {
      throw .usage("\(label): standard input is longer than \(maxBytes >> 10) KiB")
    }
    guard !bytes.contains(0), var text = String(validating: bytes, as: UTF8.self) else {
      throw .usage("\(label): standard input is not UTF-8 text")
    }
    while let last = text.unicodeScalars.last, last == "\n" || last == "\r" { text.unicodeScalars.removeLast() }
    guard !text.isEmpty else {
      throw .usage("\(label): standard input is empty", hint: "an empty text is given as ''")
    }
    return text
  }
}

extension Arguments {
  /// The command line with the text on standard input in place of `--notes -`. Without that, nothing is read.
  func readingNotes(_ context: Context) throws(TTError) -> Arguments {
    guard let flag = known.first(where: { $0.name == "notes" }), value(flag.name) == NotesInput.word else {
      return self
    }
    var arguments = self
    let text = try NotesInput.read(context, for: flag.long)
    for index in flags.indices where flags[index].name == flag.name && flags[index].value == NotesInput.word {
      arguments.flags[index].value = text
    }
    return arguments
  }
}
