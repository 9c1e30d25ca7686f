import Basics
import Dispatch

/// Calls a handler for the signals that should end the program.
final class SignalWatcher {
  /// The signals to reset in the command: `SIGPIPE`, and those that are ignored here only because they are watched.
  let defaultsForChild: [Int32]

  private static let watched = [SIGINT, SIGQUIT, SIGTERM, SIGHUP]
  private let sources: [any DispatchSourceSignal]

  /// Ignores `SIGPIPE`, and calls `handler` for `SIGINT`, `SIGQUIT`, `SIGTERM` and `SIGHUP` except for those the parent
  /// process has set to be ignored.
  init(_ handler: @escaping @Sendable (Int32) -> Void) {
    let signals = Self.watched.filter { !SignalDisposition.isIgnored($0) }
    for number in [SIGPIPE] + signals { signal(number, SIG_IGN) }
    defaultsForChild = [SIGPIPE] + signals
    sources = signals.map { number in
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { handler(number) }
      source.resume()
      return source
    }
  }

  /// Stops watching. The signals stay ignored.
  func stop() { for source in sources { source.cancel() } }
}
