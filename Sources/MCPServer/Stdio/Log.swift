import Basics

/// Messages for whoever runs the server, one line each. A host that does not read them blocks nothing: what does not fit
/// is dropped.
struct Log: Sendable {
  /// Where the lines go.
  let descriptor: Int32
  /// What each line begins with, for example `tt mcp`.
  let prefix: String

  func line(_ text: String) {
    var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    guard poll(&entry, 1, 0) == 1, entry.revents & Int16(POLLOUT) != 0 else { return }
    // Short enough to be written in one piece or not at all; cut by code points, since a single character can carry a
    // million combining marks.
    let short = String(String.UnicodeScalarView(text.unicodeScalars.prefix(400)))
    let line = Array((prefix + ": " + short.escapingControlCharacters + "\n").utf8)
    _ = write(descriptor, line, line.count)
  }
}
