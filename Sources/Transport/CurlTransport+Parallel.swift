import Basics
import CCurl

extension CurlTransport {
  /// A request that is under way, or has ended and waits for those before it.
  private struct Transfer {
    var handle: OpaquePointer?
    var route: ProxyChoice
    var result: Result<HTTPResponse, TransportFailure>?
  }

  /// Sends reads side by side over one pool of connections, and delivers their results in the order of the requests.
  public func send(
    upTo width: Int, _ next: () -> HTTPRequest?, receive: (Result<HTTPResponse, TransportFailure>) -> Bool
  ) {
    pool = pool ?? tt_pool_new()
    guard width > 1, let pool else { return sendInTurn(next, receive: receive) }
    var transfers: [Transfer] = []
    var isEnded = false
    while true {
      while !isEnded, transfers.count < width {
        if let request = next() { transfers.append(start(request, in: pool)) } else { isEnded = true }
      }
      guard !transfers.isEmpty else { return }
      while transfers[0].result == nil { waitForOne(of: &transfers, in: pool) }
      let result = transfers.removeFirst().result
      guard let result, receive(result) else { break }
    }
    for transfer in transfers {
      guard let handle = transfer.handle else { continue }
      if transfer.result == nil { tt_pool_cancel(pool, handle) }
      idleHandles.append(handle)
    }
  }

  private func start(_ request: HTTPRequest, in pool: OpaquePointer) -> Transfer {
    var transfer = Transfer(handle: nil, route: ProxyChoice(proxy: "", exempt: ""))
    do throws(TransportFailure) {
      let curl: OpaquePointer
      if let idle = idleHandles.popLast() { curl = idle } else { curl = try Self.newHandle() }
      transfer.handle = curl
      transfer.route = try begin(request, with: curl)
      var limits = limits(of: request)
      if tt_pool_start(pool, curl, &limits) == 0 {
        throw .misconfigured(String(cString: tt_curl_reason(curl)))
      }
    } catch {
      release(&transfer, .failure(error))
    }
    return transfer
  }

  /// Waits until a transfer has ended and keeps its result.
  private func waitForOne(of transfers: inout [Transfer], in pool: OpaquePointer) {
    var outcome = TT_CURL_DONE
    guard let ended = tt_pool_wait(pool, &outcome) else {
      // libcurl itself failed: nothing is known of those under way.
      let failure = TransportFailure(.interrupted, reason: "libcurl ended the transfers", mayHaveArrived: true)
      for index in transfers.indices where transfers[index].result == nil {
        if let handle = transfers[index].handle { tt_pool_cancel(pool, handle) }
        release(&transfers[index], .failure(failure))
      }
      return
    }
    guard let index = transfers.firstIndex(where: { $0.handle == ended && $0.result == nil }) else { return }
    let route = transfers[index].route
    release(&transfers[index], Result { () throws(TransportFailure) in try result(of: outcome, ended, route) })
  }

  /// Keeps the result of a transfer, whose handle is free for another one.
  private func release(_ transfer: inout Transfer, _ result: Result<HTTPResponse, TransportFailure>) {
    transfer.result = result
    if let handle = transfer.handle { idleHandles.append(handle) }
    transfer.handle = nil
  }
}
