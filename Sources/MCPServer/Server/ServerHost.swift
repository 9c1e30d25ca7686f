import Basics
import Policy
import TrackingTime
import Transport

/// What the server needs from the program it is part of.
///
/// The path of a message through this module and to the host:
///
///     input ──▶ LineSplitter ──▶ Message ──▶ Router ──▶ CallQueue ──▶ CallRunner ══▶ ToolSession ──▶ policy, service
///                                              │            ▲             │             (host)
///     output ◀── LineWriter ◀── results ◀──────┴────────────┼─────────────┘
///                    └────────▶ elicitation ──▶ person ─────┘
///
/// - The module knows the protocol, the tool catalog, what a policy says about a tool, and how a result or an error is
///   worded for an agent.
/// - It does not know settings, files, the environment, credentials, the command line, or how a call reaches the service.
/// - A `ToolCall` goes out, a `ToolResult` or `TTError` comes back. An `ApprovalRequest` of the policy comes back instead
///   where a person has to be asked, and their `ApprovalResponse` goes out with the call.
public struct ServerHost: Sendable {
  /// How the server introduces itself to clients.
  public var server: ServerInfo
  /// What each line of the log begins with, for example `tt mcp`.
  public var logPrefix: String
  /// Called once per thread that makes calls: makes what makes the thread's sessions. Setting the flag has to end the
  /// thread's running call, whatever it waits for.
  public var makeSessions: @Sendable (CancellationFlag) -> SessionFactory

  /// A host from its parts.
  public init(
    server: ServerInfo, logPrefix: String, makeSessions: @escaping @Sendable (CancellationFlag) -> SessionFactory
  ) {
    self.server = server
    self.logPrefix = logPrefix
    self.makeSessions = makeSessions
  }
}

/// Makes the session of one call, for the client of that name (nil when it gave none). Used by one thread only.
public typealias SessionFactory = (_ client: String?) -> any ToolSession

/// Gives a person's response to the approval request of a call.
public typealias ApprovalResponder = (ApprovalRequest) -> ApprovalResponse

/// The host's side of one tool call. It is made anew for each call, so that settings and policy are those of the moment.
public protocol ToolSession {
  /// False if approval prompts are disabled, whatever the client supports.
  var mayAsk: Bool { get }
  /// True when credentials for the service are found.
  var hasCredentials: Bool { get }

  /// Reads the policy in force.
  func policy() throws(TTError) -> LoadedPolicy

  /// True if the configuration locks the grant: the caller is told nothing about tt's own files.
  var isLocked: Bool { get }

  /// The verdict on a call. Counts, records and sends nothing.
  func dryRun(_ call: ToolCall) throws(TTError) -> Gate.DryRun

  /// Makes a call.
  ///
  /// - Parameters:
  ///   - approvalResponder: called if the call needs approval; nil if no one can be asked.
  ///   - rows: takes the elements of a list page by page; nil returns them in the result.
  func call(
    _ call: ToolCall, approvalResponder: ApprovalResponder?, rows: (([JSONValue]) -> Void)?
  ) throws(TTError) -> ToolResult
}
