import Basics
import TrackingTime

/// A parsed command line: which command, which flags, which words. Nothing was looked up yet.
struct Arguments: Sendable {
  var command: Command
  /// The flags the command takes, the global ones among them.
  let known: [Flag]
  /// The flags that were given with their values as they were written, in the order of the line; a switch has the value
  /// `true`.
  var flags: [(name: String, value: String)] = []
  /// Words that are no flags, the command's own removed.
  var operands: [String] = []
  /// Words behind `--`, for a command that takes a command line there.
  var commandLine: [String]?

  /// True when a switch was given and not turned off.
  func has(_ flag: String) -> Bool { value(flag).map { $0 != "false" } ?? false }

  /// The value of a flag; the last one counts.
  func value(_ flag: String) -> String? { flags.last { $0.name.isIdentical(to: flag) }?.value }

  /// All values of a flag, the first one first.
  func values(_ flag: String) -> [String] { flags.filter { $0.name.isIdentical(to: flag) }.map(\.value) }

  /// A word as a value of a parameter.
  func checked(_ word: String, _ parameter: Parameter, as name: String) throws(TTError) -> JSONValue {
    do throws(InvalidValue) {
      return try parameter.parse(parameter.value(from: word)).json
    } catch {
      throw .usage(error.message(for: name))
    }
  }
}

/// Words as a shell reads them.
enum Shell {
  /// The word in single quotes where it needs any.
  static func quoted(_ word: String) -> String {
    let plain = word.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || "-._/:@%+=,".utf8.contains(byte)
    }
    if plain, !word.isEmpty { return word }
    return "'" + word.replacing(scalar: "'", with: #"'\''"#) + "'"
  }
}
