extension TimeZone {
  /// The folders of zone files: on Linux and macOS, then on some other systems.
  private static let folders = ["/usr/share/zoneinfo/", "/usr/lib/zoneinfo/", "/etc/zoneinfo/"]

  /// Finds a zone by its IANA name (`Europe/Berlin`) or reads it as a POSIX rule, with or without the leading `:` that
  /// `TZ` allows. Nil for unknown names, absolute paths, `..` and characters not used in zone names. `readFile` returns
  /// a file's bytes, or nil if there is none.
  public static func load(named text: String, readFile: (String) -> [UInt8]?) -> TimeZone? {
    let name = withoutColon(text)
    return installed(name, readFile: readFile) ?? TimeZone(posix: name)
  }

  /// Finds a zone by its IANA name alone; nil for other texts and for names without a zone file.
  public static func installed(_ name: String, readFile: (String) -> [UInt8]?) -> TimeZone? {
    guard isPlausible(name) else { return nil }
    for folder in folders {
      if let bytes = readFile(folder + name), let zone = TimeZone(tzif: bytes, name: name) { return zone }
    }
    // These must work even if no zone files are installed.
    guard ["UTC", "GMT", "Etc/UTC", "Etc/GMT", "UCT", "Zulu"].contains(name) else { return nil }
    return TimeZone(fixed: UTCOffset(seconds: 0), name: name)
  }

  /// True if the machine has zone files.
  public static func areInstalled(readFile: (String) -> [UInt8]?) -> Bool {
    folders.contains { readFile($0 + "Etc/UTC") != nil }
  }

  /// True for text that could be the IANA name of a zone: a letter, then letters, digits and `_./`, and signs behind a
  /// slash.
  public static func isName(_ text: String) -> Bool {
    guard isPlausible(text), text.utf8.first.map(TextCursor.isLetter) ?? false else { return false }
    return text.contains("/") || !text.utf8.contains { "+-".utf8.contains($0) }
  }

  /// The machine's zone: the one given by `TZ` (`tz`, nil if it is not set), else `/etc/localtime`, or UTC if that
  /// cannot be read. Nil if `tz` is not empty and not a valid zone. `TZ` may contain an absolute path.
  public static func system(tz: String?, readFile: (String) -> [UInt8]?) -> TimeZone? {
    let text = withoutColon(tz ?? "")
    if text.isEmpty {
      guard let bytes = readFile("/etc/localtime") else { return utc }
      return TimeZone(tzif: bytes, name: "local time") ?? utc
    }
    guard text.hasPrefix("/") else { return load(named: text, readFile: readFile) }
    return readFile(text).flatMap { TimeZone(tzif: $0, name: name(ofPath: text)) }
  }

  private static func withoutColon(_ text: String) -> String {
    text.hasPrefix(":") ? String(text.dropFirst()) : text
  }

  private static func name(ofPath path: String) -> String {
    for folder in folders where path.hasPrefix(folder) { return String(path.dropFirst(folder.count)) }
    return path
  }

  private static func isPlausible(_ name: String) -> Bool {
    guard !name.isEmpty, name.utf8.count <= 128 else { return false }
    let known = name.utf8.allSatisfy { byte in
      (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || "+-_./".utf8.contains(byte)
    }
    return known
      && name.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { !$0.isEmpty && $0.first != "." }
  }
}
