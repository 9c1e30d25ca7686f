import Testing

/// What two implementations do not agree on. The first few are shown: where one thing is wrong, many cases tell.
public struct Differences {
  private var count = 0
  private var first: [String] = []

  /// None so far.
  public init() {}

  /// Takes one down.
  public mutating func note(_ difference: @autoclosure () -> String) {
    count += 1
    if first.count < 10 { first.append(difference()) }
  }

  /// Fails the test when there are any.
  public func report(sourceLocation: SourceLocation = #_sourceLocation) {
    guard count > 0 else { return }
    let text = "\(count) differences, for example\n" + first.joined(separator: "\n")
    Issue.record(Comment(rawValue: text), sourceLocation: sourceLocation)
  }
}
