/// Shows the progress of a long list on standard error. Silent for a list of one page, without a terminal, and when the
/// rows themselves appear on the terminal, and on a terminal that cannot clear a line.
final class Progress {
  private let stream: Context.OutputStream
  private let isWanted: Bool
  private var pages = 0
  private var rows = 0
  private var isShown = false

  /// - Parameter streams: true when the rows are printed as they arrive.
  init(_ context: Context, streams: Bool) {
    stream = context.errors
    isWanted =
      context.errors.isTerminal && context.variable("TERM") != "dumb"
      && !(streams && context.output.isTerminal)
  }

  /// Counts another page of rows. An empty one, with which a list may end, is none.
  func advance(by count: Int) {
    guard count > 0 else { return }
    pages += 1
    rows += count
    guard isWanted, pages > 1 else { return }
    isShown = true
    _ = stream.write(Array("\r\(rows) so far …".utf8))
  }

  /// Clears the progress line, if there is one.
  func end() {
    guard isShown else { return }
    isShown = false
    _ = stream.write(Array("\r\u{1B}[K".utf8))
  }
}
