import Basics

/// Remarks for whoever runs the server, one line each. A host that does not read them keeps nobody waiting: what does
/// not fit is dropped.
struct Log: Sendable {
  let descriptor: Int32

  func line(_ text: String) {
    var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    guard poll(&entry, 1, 0) == 1, entry.revents & Int16(POLLOUT) != 0 else { return }
    // Short enough that the system takes it whole or not at all, and cut by code points: one letter can have a million
    // marks.
    let short = String(String.UnicodeScalarView(text.unicodeScalars.prefix(400)))
    let line = Array(("tt mcp: " + Renderer.escapingControlCharacters(short) + "\n").utf8)
    _ = write(descriptor, line, line.count)
  }
}
