import Foundation

/// How the emulator is set up.
public struct SandboxOptions: Sendable {
  /// The App Password that is accepted, under any user name.
  public var appPassword = "sandbox"
  /// The e-mail of the other form of credentials.
  public var email = "ada@example.test"
  /// The account password that goes with ``email``.
  public var password = "sandbox-password"
  /// The port on 127.0.0.1; 0 takes a free one.
  public var port: UInt16 = 0
  /// Faults from the start.
  public var faults: [Fault] = []
  /// What is not known for sure about the service.
  public var quirks = Quirks()
  /// The service's clock.
  public var now: @Sendable () -> Date = { Date() }
  /// Called with the workspace after each change, before the answer leaves.
  public var onChange: (@Sendable (Workspace) -> Void)?
  /// Called for each request when it is known how it is answered.
  public var onAnswer: (@Sendable (RecordedExchange) -> Void)?

  /// The defaults: a free port, no faults, the best guess at every quirk.
  public init() {}
}

/// A request and how it was answered.
public struct RecordedExchange: Sendable {
  /// The request.
  public let request: RecordedRequest
  /// When it arrived.
  public let time: Date
  /// The HTTP status of the answer; nil when the connection was closed without one.
  public let httpStatus: Int?
  /// The status in the envelope; nil when the answer was no envelope.
  public let envelopeStatus: Int?
}
