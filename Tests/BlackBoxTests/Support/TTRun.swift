import Foundation
import Testing

/// A finished program: how it ended and its output.
struct TTRun: Sendable {
  var ending: Child.Ending
  /// From its start to its end.
  var duration: Duration
  var outBytes: [UInt8]
  var errors: String

  /// Standard output as text.
  var out: String { String(decoding: outBytes, as: UTF8.self) }

  /// The exit code; nil if a signal ended it.
  var exit: Int32? { if case .exit(let code) = ending { code } else { nil } }

  /// Standard output as one JSON document.
  func json() throws -> JSON { try JSON(out) }

  /// The error object, which must be the only thing on stderr and have the members the contract lists, and no other
  /// required ones.
  func error(sourceLocation: SourceLocation = #_sourceLocation) throws -> JSON {
    let document = try JSON(errors)
    #expect(errors.hasSuffix("\n"), sourceLocation: sourceLocation)
    #expect(document.keys == ["error"], sourceLocation: sourceLocation)
    let error = try #require(document["error"], sourceLocation: sourceLocation)
    #expect(error["exit"]?.int == exit.map(Int.init), sourceLocation: sourceLocation)
    #expect(error["message"]?.string?.isEmpty == false, sourceLocation: sourceLocation)
    return error
  }

  /// Standard error, which must be exactly one line.
  func errorLine(sourceLocation: SourceLocation = #_sourceLocation) throws -> String {
    let lines = errors.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == 2 && lines.last == "", "one line is expected: \(errors)", sourceLocation: sourceLocation)
    return String(try #require(lines.first, sourceLocation: sourceLocation))
  }
}

/// Returns a value from the closure of a fixture.
actor Box<Value: Sendable> {
  private(set) var value: Value?
  func put(_ value: Value) { self.value = value }
}
