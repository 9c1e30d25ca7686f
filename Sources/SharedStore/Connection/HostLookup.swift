import Basics

/// The addresses of host names. libpq would look them up itself, but without a time limit.
enum HostLookup {
  /// The addresses of a host as text, the preferred first. The host itself, unchanged, if it is an address.
  ///
  /// - Throws: why there are none, or that the deadline passed.
  static func addresses(of host: String, until deadline: Deadline) throws(ConnectionFailure) -> [String] {
    if isAddress(host) { return [host] }
    // The thread is left to itself if it takes too long.
    let found = Guarded<Result<[String], LookupError>?>(nil)
    let isStarted = Threads.start {
      let result = lookUp(host)
      found.with { $0 = result }
    }
    if !isStarted { found.with { $0 = lookUp(host) } }
    while true {
      if let result = found.wait(until: deadline.nextCheck, for: { $0 }) {
        switch result {
        case .success(let addresses): return addresses
        case .failure(let error): throw error.isTemporary ? .interrupted(error.reason) : .unreachable(error.reason)
        }
      }
      try deadline.check("the name of its host could not be looked up in time")
    }
  }

  private struct LookupError: Error {
    var reason: String
    var isTemporary: Bool
  }

  private static func isAddress(_ host: String) -> Bool {
    var buffer = in6_addr()
    // An address of one network interface, `fe80::1%eth0`, is one, too.
    return inet_pton(AF_INET, host, &buffer) == 1 || inet_pton(AF_INET6, host, &buffer) == 1 || host.contains("%")
  }

  private static func lookUp(_ host: String) -> Result<[String], LookupError> {
    var hints = addrinfo()
    hints.ai_family = AF_UNSPEC
    var list: UnsafeMutablePointer<addrinfo>?
    let code = getaddrinfo(host, nil, &hints, &list)
    guard code == 0 else {
      let reason = "\(host) was not found: " + String(cString: gai_strerror(code))
      return .failure(LookupError(reason: reason, isTemporary: code == EAI_AGAIN))
    }
    defer { freeaddrinfo(list) }
    var addresses: [String] = []
    var next = list
    while let entry = next?.pointee {
      var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
      if getnameinfo(entry.ai_addr, entry.ai_addrlen, &text, socklen_t(text.count), nil, 0, NI_NUMERICHOST) == 0 {
        let address = String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        // There is an entry for each type of socket.
        if !addresses.contains(address) { addresses.append(address) }
      }
      next = entry.ai_next
    }
    return .success(addresses)
  }
}
