/// Tells a person who waits for a long list how far it is. Says nothing for a list of one page, and nothing where nobody
/// looks or where the rows themselves are seen to come.
final class Progress {
  private let stream: Context.OutputStream
  private let isWanted: Bool
  private var pages = 0
  private var rows = 0

  /// - Parameter streams: true when the rows are printed as they come.
  init(_ context: Context, streams: Bool) {
    stream = context.errors
    isWanted = context.errors.isTerminal && !(streams && context.output.isTerminal)
  }

  /// Another page has come.
  func advance(by count: Int) {
    pages += 1
    rows += count
    guard isWanted, pages > 1 else { return }
    _ = stream.write(Array("\r\(rows) so far …".utf8))
  }

  /// Takes the line away again.
  func end() {
    guard isWanted, pages > 1 else { return }
    _ = stream.write(Array("\r\u{1B}[K".utf8))
  }
}
