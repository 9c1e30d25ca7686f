import Basics
import Policy
import Transport

/// Sends the requests of one allowed call. Creating one requires a reservation, which only the gate creates.
final class RequestSender {
  private let transport: any HTTPTransport
  private let base: String
  /// The configured workspace.
  let accountID: String?
  private let authorization: String
  private let redaction: Redaction
  private let userAgent: String
  private let timeout: Double
  private let dependencies: ClientDependencies
  /// The number of requests passed to the transport.
  private(set) var requests = 0
  /// The `Date` of the last response.
  private(set) var serviceDate: String?
  /// The size in bytes of the last response's body.
  private(set) var lastBodySize = 0
  /// The response 429, after which nothing more is sent.
  private var refusal: APIResponse?
  /// The seconds for which the service asked for no more requests; nil if it did not.
  private(set) var pause: Int?
  /// True if the service named the pause itself.
  private var isPauseNamed = false
  private let servicePause: ServicePause
  /// Evaluates the rules again.
  private let isStillAllowed: () -> Bool
  private var readMayHaveArrived = false
  /// True once a write request may have left the machine.
  private(set) var writeMayHaveArrived = false

  init(
    reservation: borrowing Reservation, configuration: ClientConfiguration, credentials: Credentials,
    dependencies: ClientDependencies, isStillAllowed: @escaping () -> Bool
  ) {
    let redaction = Redaction(credentials)
    self.redaction = redaction
    let plain = dependencies.transport(reservation)
    transport =
      dependencies.log.map { log in
        LoggingTransport(plain, clock: dependencies.clock) { log(redaction.applied(to: $0)) }
      } ?? plain
    base = configuration.baseURL.text
    accountID = configuration.accountID
    authorization = credentials.authorization
    userAgent = configuration.userAgent
    timeout = configuration.timeout
    self.dependencies = dependencies
    self.isStillAllowed = isStillAllowed
    servicePause = reservation.servicePause
  }

  /// Sends a write request, exactly once; again after a 429, with which the service refused it, if the caller waits.
  func write(_ request: APIRequest) throws(NoResponse) -> APIResponse {
    while true {
      let response = try writeOnce(request)
      guard refusal != nil, waitOut(within: 0) != nil else { return response }
    }
  }

  private func writeOnce(_ request: APIRequest) throws(NoResponse) -> APIResponse {
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

  /// Waits until the service takes requests again, after a 429: for the time it names if that ends within a limit, else
  /// if the caller waits for it. Meanwhile no other call from the same state folder is sent.
  ///
  /// - Returns: how long the wait took beyond what the caller waits for; nil if there was none.
  private func waitOut(within limit: Double) -> Double? {
    guard let asked = pause else { return nil }
    // What cannot be told to other calls is not waited out.
    guard (try? servicePause.begin(asked)) != nil else { return nil }
    var slept = 0.0
    var next: Int? = max(1, asked)
    while let seconds = next {
      if isPauseNamed, slept + Double(seconds) < limit {
        dependencies.sleep(Double(seconds))
        slept += Double(seconds)
      } else {
        // The policy may have changed meanwhile.
        guard dependencies.wait(seconds), isStillAllowed() else { return nil }
      }
      // Another call may have been asked to pause for longer.
      guard let left = try? servicePause.remaining() else { break }
      next = left
    }
    (refusal, pause) = (nil, nil)
    return slept
  }

  /// False only if the call's own request certainly never left the machine. For a write, supporting reads do not count.
  func mayHaveArrived(_ call: ValidatedCall) -> Bool {
    call.tool.access == .write ? writeMayHaveArrived : readMayHaveArrived
  }

  /// Sends a read request. It is retried with back-off, within the timeout, if the service cannot be reached or responds
  /// with an error page, and after a 429 that names a time which ends within the timeout, or that the caller waits for.
  /// Other rejections are not retried.
  func read(_ request: APIRequest, timeout limit: Double? = nil) throws(NoResponse) -> APIResponse {
    let limit = limit ?? timeout
    let began = dependencies.clock()
    var spent = 0.0
    var pause = 0.2
    while true {
      do throws(NoResponse) {
        let response = try send(request, isWrite: false, timeout: limit - spent)
        readMayHaveArrived = true
        guard refusal != nil else { return response }
        spent = max(spent, dependencies.clock().seconds(since: began))
        guard let slept = waitOut(within: limit - spent) else { return response }
        spent += slept
        continue
      } catch {
        readMayHaveArrived = readMayHaveArrived || error.mayHaveArrived
        // The clock may have been set back; elapsed time never decreases.
        spent = max(spent, dependencies.clock().seconds(since: began))
        guard isTransient(error), pause <= 0.8, spent + pause < limit else { throw error }
      }
      dependencies.sleep(pause)
      spent += pause
      pause *= 2
    }
  }

  /// Reads numbered pages side by side and passes the responses on in their order. A page whose response is lost or an
  /// error page is requested again on its own, as `read` does.
  ///
  /// - Parameters:
  ///   - width: the most requests that are under way at a time.
  ///   - request: the request of a page.
  ///   - receive: takes a page; returns false if no more are wanted.
  func readPages<Failure: Error>(
    from first: Int, upTo width: Int, _ request: (Int) -> APIRequest,
    orThrow failure: (NoResponse) -> Failure, _ receive: (APIResponse) throws(Failure) -> Bool
  ) throws(Failure) {
    var page = first
    while true {
      var ending: Result<Bool, Failure>?
      var started = page
      transport.send(upTo: width) {
        let message = message(for: request(started), isWrite: false, timeout: timeout)
        started += 1
        requests += 1
        return message
      } receive: { result in
        do throws(NoResponse) {
          let response = try response(to: result.mapError(lost).get())
          if refusal != nil { return false }
          let goesOn = Result { () throws(Failure) in try receive(response) }
          page += 1
          if case .success(true) = goesOn { return true }
          ending = goesOn
        } catch {
          if !isTransient(error) { ending = .failure(failure(error)) }
        }
        return false
      }
      if let ending {
        _ = try ending.get()
        return
      }
      let again: APIResponse
      do throws(NoResponse) { again = try read(request(page)) } catch { throw failure(error) }
      guard try receive(again) else { return }
      page += 1
    }
  }

  private func isTransient(_ failure: NoResponse) -> Bool {
    switch failure {
    case .transport(let failure): failure.kind == .unreachable || failure.kind == .interrupted
    case .invalid(let what): what.hasPrefix("HTTP 5")
    }
  }

  private func send(_ request: APIRequest, isWrite: Bool, timeout: Double) throws(NoResponse) -> APIResponse {
    if let refusal { return refusal }
    let message = message(for: request, isWrite: isWrite, timeout: timeout)
    requests += 1
    let received: HTTPResponse
    do throws(TransportFailure) { received = try transport.send(message) } catch { throw lost(error) }
    return try response(to: received)
  }

  /// The HTTP request for a request of the service.
  private func message(for request: APIRequest, isWrite: Bool, timeout: Double) -> HTTPRequest {
    let body = request.body
    var headers = [
      (name: "Authorization", value: authorization), (name: "User-Agent", value: userAgent),
      (name: "Accept", value: "application/json"),
    ]
    if let body { headers.append((name: "Content-Type", value: body.type)) }
    return HTTPRequest(
      method: request.method, url: base + request.target, headers: headers, body: body.map { Array($0.text.utf8) },
      isWrite: isWrite, timeout: timeout)
  }

  private func lost(_ failure: TransportFailure) -> NoResponse { .transport(redaction.applied(to: failure)) }

  /// The response in what was received.
  private func response(to received: HTTPResponse) throws(NoResponse) -> APIResponse {
    serviceDate = received.date
    lastBodySize = received.body.count
    let response = redaction.reading(received)
    if case .refused(let error) = response, error.status == 429 {
      (refusal, pause) = (response, error.retryAfter ?? APIError.standardPause)
      isPauseNamed = error.retryAfter != nil
    }
    if case .unreadable(let what) = response { throw .invalid(what) }
    return response
  }
}
