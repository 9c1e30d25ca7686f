import Basics

/// Remarks for whoever runs the server, one line each. A host that does not read them keeps nobody waiting: what does
/// not fit is dropped.
struct Log: Sendable {
  let descriptor: Int32

  func line(_ text: String) {
    var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    guard poll(&entry, 1, 0) == 1, entry.revents & Int16(POLLOUT) != 0 else { return }
    let line = "tt mcp: " + Renderer.visible(String(text.prefix(400))) + "\n"
    try? Files.writeAll(descriptor, "", Array(line.utf8))
  }
}
