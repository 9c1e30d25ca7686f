import Basics

/// The text of a day that was not carried out, or not to its end, so that nothing of it is lost or done twice.
struct KeptDay: Equatable, Sendable {
  /// The lines of the entries that are not changed yet, by ID, as they were.
  var base: [Int: String]
  /// The text, in which lines that were added have their IDs.
  var text: String

  /// Replaces a line of the text, by its number from 1.
  mutating func replaceLine(_ number: Int, with line: String) {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard lines.indices.contains(number - 1) else { return }
    lines[number - 1] = line
    text = lines.joined(separator: "\n")
  }
}

/// The files of edited days, in a folder of their own that only their owner can read.
struct KeptDays {
  let folder: String
  /// The name of the day's files without their ending.
  let name: String

  /// The file that keeps a text.
  var path: String { "\(folder)/\(name).json" }

  /// The kept text; nil if there is none.
  ///
  /// - Throws: `.config` if the file is not one that tt wrote.
  func read() throws(TTError) -> KeptDay? {
    let bytes: [UInt8]?
    do throws(SystemError) {
      bytes = try Files.read(path, followLinks: false, limit: 4 << 20)
    } catch {
      throw .config("\(path) cannot be read: \(error.reason)")
    }
    guard let bytes else { return nil }
    guard let file = try? JSONValue.parse(bytes), let text = file["text"]?.string, let lines = file["base"]?.array
    else {
      throw .config("\(path) is not a kept text", hint: "to start anew: rm \(Shell.quoted(path))")
    }
    var base: [Int: String] = [:]
    for line in lines {
      guard let id = line["id"]?.int, let text = line["line"]?.string else { continue }
      base[id] = text
    }
    return KeptDay(base: base, text: text)
  }

  /// Keeps a text.
  func write(_ day: KeptDay) throws(TTError) {
    let base = day.base.sorted { $0.key < $1.key }.map { id, line -> JSONValue in
      ["id": JSONValue(id), "line": .string(line)]
    }
    let document: JSONValue = ["text": .string(day.text), "base": .array(base)]
    try write(path, document.pretty + "\n")
  }

  /// Forgets the kept text.
  func remove() { unlink(path) }

  /// Has a text edited in a file of its own. What a killed editor had written is not lost; one that ends with an error has
  /// discarded it.
  ///
  /// - Throws: a usage error for an editor that fails, and for a text that cannot be read; its file stays then.
  func edit(_ text: inout String, with editor: Editor) throws(TTError) {
    let file = "\(folder)/\(name).\(getpid()).txt"
    try write(file, text)
    do throws(Editor.Failure) {
      try editor.edit(file)
    } catch {
      let left = try? Files.read(file, limit: Self.limit)
      unlink(file)
      if error.isKilled, let edited = left.flatMap({ String(validating: $0, as: UTF8.self) }) { text = edited }
      throw error.error
    }
    let bytes: [UInt8]?
    do throws(SystemError) {
      bytes = try Files.read(file, limit: Self.limit)
    } catch {
      throw .usage("the edited text \(file) cannot be read, so nothing was changed: \(error.reason)")
    }
    guard let bytes else { throw .usage("the editor left no file, so nothing was changed") }
    guard let edited = String(validating: bytes, as: UTF8.self) else {
      throw .usage("the edited text is not UTF-8, so nothing was changed; it is kept in \(file)")
    }
    unlink(file)
    text = edited
  }

  private static let limit = 1 << 20

  private func write(_ file: String, _ text: String) throws(TTError) {
    do throws(SystemError) {
      let lock = try FolderLock(making: folder)
      defer { withExtendedLifetime(lock) {} }
      try Files.writeAtomically(file, with: Array(text.utf8))
    } catch {
      throw .config("\(file) cannot be written: \(error.reason)", remedy: .makeStateFolderWritable(path: nil))
    }
  }
}
