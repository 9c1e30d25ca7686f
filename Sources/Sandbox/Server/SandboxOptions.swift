#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The configuration of an emulator.
public struct SandboxOptions: Sendable {
  /// The app password, accepted with any user name.
  public var appPassword = "sandbox"
  /// The e-mail address accepted together with ``password``.
  public var email = "ada@example.test"
  /// The account password accepted together with ``email``.
  public var password = "sandbox-password"
  /// The port on 127.0.0.1; 0 selects a free one.
  public var port: UInt16 = 0
  /// The faults in effect from the start.
  public var faults: [Fault] = []
  /// Settings for behavior of the service that is not known for certain.
  public var quirks = Quirks()
  /// Uncertain facts that the service answers the other way than by default.
  public var readings: Set<Reading> = []
  /// The clock of the service.
  public var now: @Sendable () -> Date = { Date() }
  /// Called with the workspace after each change, before the response is sent.
  public var onChange: (@Sendable (Workspace) -> Void)?
  /// Called for each request once its response is known.
  public var onAnswer: (@Sendable (RecordedExchange) -> Void)?

  /// Creates the default configuration: a free port, no faults, and the most likely behavior of the service.
  public init() {}
}

/// A request and the status of its response.
public struct RecordedExchange: Sendable {
  /// The request.
  public let request: RecordedRequest
  /// When it was served.
  public let time: Date
  /// The HTTP status of the response; nil when the connection was closed without one.
  public let httpStatus: Int?
  /// The status in the envelope; nil when the response has none.
  public let envelopeStatus: Int?
}
