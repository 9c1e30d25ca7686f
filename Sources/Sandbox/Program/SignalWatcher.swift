import Dispatch
import Foundation

/// The signals the server takes into its own hands, and how they stood before.
final class SignalWatcher {
  /// Those the command should find at their default: what the server ignores although its starter did not, and SIGPIPE.
  let defaultsForChild: [Int32]

  private static let watched = [SIGINT, SIGQUIT, SIGTERM, SIGHUP]
  private let sources: [any DispatchSourceSignal]

  /// Ignores SIGPIPE and calls `handler` for SIGINT, SIGQUIT, SIGTERM and SIGHUP, unless they were ignored already.
  init(_ handler: @escaping @Sendable (Int32) -> Void) {
    var defaults = [SIGPIPE]
    _ = signal(SIGPIPE, SIG_IGN)
    var sources: [any DispatchSourceSignal] = []
    for number in Self.watched {
      guard !Self.isIgnored(number) else { continue }
      _ = signal(number, SIG_IGN)
      defaults.append(number)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { handler(number) }
      source.resume()
      sources.append(source)
    }
    defaultsForChild = defaults
    self.sources = sources
  }

  /// Stops watching; the signals stay ignored for the short rest of the program.
  func stop() { for source in sources { source.cancel() } }

  private static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    guard sigaction(number, nil, &action) == 0 else { return false }
    #if canImport(Darwin)
      let handler = action.__sigaction_u.__sa_handler
    #else
      let handler = action.__sigaction_handler.sa_handler
    #endif
    return unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }
}
