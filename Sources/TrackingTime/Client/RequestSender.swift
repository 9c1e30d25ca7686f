import Basics
import Policy
import Transport

/// A request that got no answer that can be read.
enum NoResponse: Error {
  /// No answer came.
  case transport(TransportFailure)
  /// An answer came that is no envelope.
  case invalid(String)

  /// False when the request certainly never left the machine.
  var mayHaveArrived: Bool {
    switch self {
    case .transport(let failure): failure.mayHaveArrived
    case .invalid: true
    }
  }
}

/// The requests of one admitted call. Making one takes the gate's reservation, which nobody else can make.
final class RequestSender {
  private let transport: any HTTPTransport
  private let base: String
  /// The chosen workspace.
  let accountID: String?
  private let authorization: String
  private let userAgent: String
  private let timeout: Double
  private let dependencies: ClientDependencies
  /// How many requests were handed to the transport.
  private(set) var requests = 0
  /// The `Date` of the last response.
  private(set) var serviceDate: String?
  private var readMayHaveArrived = false
  /// True once a request that changes something may have left the machine.
  private(set) var writeMayHaveArrived = false

  init(
    reservation: borrowing Reservation, configuration: ClientConfiguration, credentials: Credentials,
    dependencies: ClientDependencies
  ) {
    transport = dependencies.transport(reservation)
    base = configuration.baseURL.text
    accountID = configuration.accountID
    authorization = credentials.authorization
    userAgent = configuration.userAgent
    timeout = configuration.timeout
    self.dependencies = dependencies
  }

  /// Sends a request that changes something: once.
  func write(_ request: APIRequest) throws(NoResponse) -> APIResponse {
    dependencies.whileWriting(true)
    defer { dependencies.whileWriting(false) }
    do throws(NoResponse) {
      let response = try send(request, isWrite: true, timeout: timeout)
      writeMayHaveArrived = true
      return response
    } catch {
      writeMayHaveArrived = error.mayHaveArrived
      throw error
    }
  }

  /// False when the request a call is about certainly never left the machine. For a call that changes something, what
  /// tt looks up on the way does not count.
  func mayHaveArrived(_ call: ValidatedCall) -> Bool {
    call.tool.access == .write ? writeMayHaveArrived : readMayHaveArrived
  }

  /// Sends a request that only reads; repeated with back-off, within the time limit, while the service is not reached or
  /// answers with an error page. Refusals, a 429 among them, are answers and are not repeated.
  func read(_ request: APIRequest, timeout limit: Double? = nil) throws(NoResponse) -> APIResponse {
    let limit = limit ?? timeout
    let began = dependencies.clock()
    var spent = 0.0
    var pause = 0.2
    while true {
      do throws(NoResponse) {
        let response = try send(request, isWrite: false, timeout: limit - spent)
        readMayHaveArrived = true
        return response
      } catch {
        readMayHaveArrived = readMayHaveArrived || error.mayHaveArrived
        // The clock may have been set back meanwhile; time that was spent stays spent.
        spent = max(spent, dependencies.clock().seconds(since: began))
        guard isPassing(error), pause <= 0.8, spent + pause < limit else { throw error }
      }
      dependencies.sleep(pause)
      spent += pause
      pause *= 2
    }
  }

  private func isPassing(_ failure: NoResponse) -> Bool {
    switch failure {
    case .transport(let failure): failure.kind == .unreachable || failure.kind == .interrupted
    case .invalid(let what): what.hasPrefix("HTTP 5")
    }
  }

  private func send(_ request: APIRequest, isWrite: Bool, timeout: Double) throws(NoResponse) -> APIResponse {
    var headers = [("Authorization", authorization), ("User-Agent", userAgent), ("Accept", "application/json")]
    if request.form != nil { headers.append(("Content-Type", "application/x-www-form-urlencoded")) }
    let body = request.form.map { Array(PercentEncoding.encode($0).utf8) }
    let message = HTTPRequest(
      method: request.method, url: base + request.target, headers: headers.map { (name: $0.0, value: $0.1) },
      body: body, isWrite: isWrite, timeout: timeout)
    requests += 1
    let answer: HTTPResponse
    do throws(TransportFailure) {
      answer = try transport.send(message)
    } catch {
      throw .transport(error)
    }
    serviceDate = answer.date
    let response = APIResponse(answer)
    if case .unreadable(let what) = response { throw .invalid(what) }
    return response
  }
}

extension NoResponse {
  /// The error of a call that got no readable answer and changed nothing.
  var asError: TTError {
    switch self {
    case .invalid(let what): return TTError(.api, "the service answered with " + what)
    case .transport(let failure):
      switch failure.kind {
      case .misconfigured: return TTError(.config, failure.reason)
      case .tooLarge: return TTError(.api, "the service's answer is too large: " + failure.reason)
      case .certificate:
        return TTError(
          .network, "certificate verification failed: " + failure.reason, remedy: .trustAuthority)
      case .timeout:
        return TTError(.network, "the service did not answer in time: " + failure.reason, remedy: .raiseTimeout)
      case .unreachable: return TTError(.network, "the service was not reached: " + failure.reason)
      case .interrupted: return TTError(.network, "the connection to the service broke: " + failure.reason)
      case .aborted: return TTError(.network, "the request was stopped")
      }
    }
  }
}
