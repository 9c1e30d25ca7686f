import Basics
import Transport

/// A request without a readable response.
enum NoResponse: Error {
  /// No response was received.
  case transport(TransportFailure)
  /// A response was received that is not an envelope.
  case invalid(String)

  /// False only if the request certainly never left the machine.
  var mayHaveArrived: Bool {
    switch self {
    case .transport(let failure): failure.mayHaveArrived
    case .invalid: true
    }
  }
}

extension NoResponse {
  /// The error of a call without a readable response that changed nothing.
  var asError: TTError {
    switch self {
    case .invalid(let what): return TTError(.api, "unexpected response from the service: " + what)
    case .transport(let failure):
      switch failure.kind {
      case .misconfigured: return TTError(.config, failure.reason)
      case .tooLarge: return TTError(.api, "the service's response is too large: " + failure.reason)
      case .certificate:
        return TTError(
          .network, "certificate verification failed: " + failure.reason, remedy: .trustAuthority)
      case .timeout:
        return TTError(.network, "the request timed out: " + failure.reason, remedy: .raiseTimeout)
      case .unreachable: return TTError(.network, "cannot reach the service: " + failure.reason)
      case .interrupted: return TTError(.network, "the connection to the service was lost: " + failure.reason)
      case .aborted: return TTError(.network, "the request was cancelled")
      }
    }
  }
}
