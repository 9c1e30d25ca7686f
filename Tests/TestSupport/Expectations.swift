import Basics
import Foundation

/// Something a test did not expect.
public struct Unexpected: Error {
  /// What it was.
  public var what: String

  /// Something that was not expected.
  public init(_ what: String) { self.what = what }
}

/// The error that some code ends with; code that ends without one fails the test.
public func failure(_ body: () throws -> Void) throws -> TTError {
  do {
    try body()
  } catch let error as TTError {
    return error
  }
  throw Unexpected("no error")
}

/// Waits until something holds, for at most some seconds, looking every 10 ms.
///
/// - Returns: true if it does.
@discardableResult
public func waits(seconds: Double = 10, until condition: () throws -> Bool) rethrows -> Bool {
  let end = MonotonicClock.now + seconds
  while true {
    if try condition() { return true }
    if MonotonicClock.now > end { return false }
    usleep(10_000)
  }
}

extension TTError {
  /// The text of a remedy that is plain advice.
  public var advice: String? {
    if case .advice(let text)? = remedy { text } else { nil }
  }
}
