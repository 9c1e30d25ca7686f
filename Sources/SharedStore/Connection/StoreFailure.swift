import Basics

/// Words what went wrong with a query.
struct StoreFailure {
  let address: StoreAddress
  /// The seconds that the query had.
  let limit: Double
  /// True if the query was sent and it is not known what became of it.
  let hasNoAnswer: Bool
  /// True if a call was to follow, which is then not sent.
  let isBeforeCall: Bool

  private var store: String { "the shared store at \(address.shortText)" }

  /// The error for the caller.
  func error(for failure: ConnectionFailure) -> StoreError {
    switch failure {
    case .statement(let state, let message) where state.hasPrefix("TT"): .refused(state: state, message: message)
    case .cancelled: .failed(TTError(.network, "the call was cancelled before it was sent"))
    case .failed(let error): .failed(error)
    case .login(let state, let reason): .failed(login(state, reason))
    case .statement(let state, let message): .failed(statement(state, message))
    case .timedOut, .unreachable, .interrupted: .failed(unreached(failure.reason))
    }
  }

  private func unreached(_ reason: String) -> TTError {
    let time = limit < 1 ? "\(Int(limit * 1000)) ms" : "\(Int(limit.rounded())) s"
    if hasNoAnswer {
      let consequence = isBeforeCall ? ": the call was not sent; it may have been counted" : ""
      return TTError(.network, "\(store) did not answer within \(time)\(consequence)", remedy: .checkStore)
    }
    return TTError(.network, "\(store) was not reached: \(reason)", remedy: .checkStore)
  }

  private func login(_ state: String?, _ reason: String) -> TTError {
    switch state {
    case "3D000": .config("\(store) does not exist", remedy: .correctStore)
    case "42501": .config("\(store) cannot be used by this login: \(reason)", remedy: .admitToStore)
    case _ where reason.containsText("certificate") || reason.containsText("SSL"):
      .config("\(store) was not trusted: \(reason)", remedy: .trustStore)
    default: .config("\(store) does not accept the login: \(reason)", remedy: .correctStoreLogin)
    }
  }

  private func statement(_ state: String, _ message: String) -> TTError {
    switch state {
    case "3F000", "42883":
      .config("\(store) has no schema of version \(StoreQuery.version)", remedy: .installStoreSchema)
    case "42501": .config("\(store) cannot be used by this login: \(message)", remedy: .admitToStore)
    default: .config("\(store) failed: \(message.firstLine) (\(state))", remedy: .checkStore)
    }
  }
}
