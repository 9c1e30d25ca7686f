import Basics

/// The command line in `SSH_ORIGINAL_COMMAND`: words between blanks, where `'…'` and `"…"` keep everything as it is.
enum RemoteCommandLine {
  private static let special: [Character] = [";", "&", "|", "<", ">", "$", "`", "\\", "\n", "\r", "\r\n"]

  /// The words of a line; nil if there is none in it.
  ///
  /// - Throws: a usage error for what a shell would do something with, and for a quote without its end.
  static func words(_ line: String) throws(TTError) -> [String]? {
    if line.unicodeScalars.contains("\u{FFFD}") { throw .usage("the command line is not UTF-8 text") }
    var words: [String] = []
    var word: String?
    var quote: Unicode.Scalar?
    for scalar in line.unicodeScalars {
      if let open = quote {
        if scalar == open { quote = nil } else { word?.unicodeScalars.append(scalar) }
      } else if scalar == "'" || scalar == "\"" {
        quote = scalar
        word = word ?? ""
      } else if scalar == " " || scalar == "\t" {
        if let word { words.append(word) }
        word = nil
      } else if special.contains(Character(scalar)) {
        let shown = scalar == "\n" || scalar == "\r" ? "a line end" : String(scalar)
        throw .usage("the command line has \(shown) outside of quotes; no shell runs it", hint: "quote it: '\u{2026}'")
      } else {
        word = word ?? ""
        word?.unicodeScalars.append(scalar)
      }
    }
    if let quote { throw .usage("the command line has \(quote) without its end") }
    if let word { words.append(word) }
    return words.isEmpty ? nil : words
  }
}
