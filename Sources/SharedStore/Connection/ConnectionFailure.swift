import Basics

/// Why a connection could not be made or used.
enum ConnectionFailure: Error, Equatable {
  /// The caller gave up.
  case cancelled
  /// The deadline passed while something was waited for.
  case timedOut(String)
  /// There is no server: the name is unknown, or nobody listens.
  case unreachable(String)
  /// The server cannot serve now, or the connection broke: another one may work.
  case interrupted(String)
  /// The server, or what it needs, is not set up for this login.
  case login(state: String?, reason: String)
  /// A statement failed.
  case statement(state: String, message: String)
  /// Something else that another try would not change.
  case failed(TTError)

  /// The failure of a statement, or of its connection if the server ended that.
  init(state: String?, message: String) {
    guard let state else {
      self = .interrupted(Self.shortened(message))
      return
    }
    switch state {
    case "25006": self = .interrupted("it can only be read, as a standby")
    case "53300": self = .interrupted(message)
    case _ where state.hasPrefix("57P0") || state.hasPrefix("08"): self = .interrupted(message)
    default: self = .statement(state: state, message: message)
    }
  }

  /// True for a statement that failed for what others did at the same time, and left its connection in order.
  var isConflict: Bool {
    guard case .statement(let state, _) = self else { return false }
    return state == "40001" || state == "40P01" || isLockTimeout
  }

  /// True for a statement that waited for a lock in vain.
  var isLockTimeout: Bool {
    if case .statement("55P03", _) = self { true } else { false }
  }

  /// What libpq says of a connection that it could not make. Its own texts are always English; those of the server are
  /// known by their SQLSTATE.
  static func connecting(_ text: String, needsPassword: Bool) -> ConnectionFailure {
    let reason = shortened(text)
    guard let (state, message) = serverError(text) else { return local(text, reason, needsPassword: needsPassword) }
    // pgbouncer has this state for all it says of itself.
    let isSetup = ["no such", "password", "unsupported", "auth", "SASL"].contains { message.hasPrefix($0) }
    if state == "08P01", isSetup { return .login(state: state, reason: message) }
    let failure = ConnectionFailure(state: state, message: message)
    if case .statement = failure { return .login(state: state, reason: message) }
    return failure
  }

  private static func local(_ text: String, _ reason: String, needsPassword: Bool) -> ConnectionFailure {
    func says(_ parts: String...) -> Bool { parts.contains { text.containsText($0) } }
    if needsPassword { return .login(state: nil, reason: "it wants a password, and none is known") }
    if says("read-only", "hot standby", "not in hot standby") {
      return .interrupted("it can only be read, as a standby")
    }
    if says("closed the connection", "connection reset", "Connection reset", "SYSCALL", "Broken pipe", "timed out") {
      return .interrupted(reason)
    }
    if says("certificate", "SSL", "password", "authentication", "SCRAM", "channel binding", "private key", "invalid") {
      return .login(state: nil, reason: reason)
    }
    return .unreachable(reason)
  }

  /// The SQLSTATE and the message in an error of the server: `… failed: FATAL:  28P01: password authentication failed`.
  private static func serverError(_ text: String) -> (state: String, message: String)? {
    for line in text.split(separator: "\n") {
      var rest = line[...]
      while let colon = rest.firstIndex(of: ":") {
        rest = rest[rest.index(after: colon)...]
        guard rest.hasPrefix("  ") else { continue }
        let state = rest.dropFirst(2).prefix(5)
        let isState = state.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) }
        let tail = rest.dropFirst(7)
        if isState, state.utf8.count == 5, tail.hasPrefix(": ") { return (String(state), String(tail.dropFirst(2))) }
      }
    }
    return nil
  }

  /// The first line without what libpq puts before the reason, beginning in lower case.
  private static func shortened(_ text: String) -> String {
    var line = text.firstLine
    if line.hasPrefix("connection to server"), let end = line.range(ofText: " failed: ") { line = String(line[end...]) }
    guard let first = line.first else { return "the connection was closed" }
    let isSentence = line.dropFirst().first?.isLowercase == true
    return isSentence ? first.lowercased() + String(line.dropFirst()) : line
  }
}

extension String {
  /// The place behind the first occurrence of a text; nil if there is none.
  fileprivate func range(ofText part: String) -> String.Index? {
    var index = startIndex
    while index < endIndex {
      if self[index...].hasPrefix(part) { return self.index(index, offsetBy: part.count) }
      index = self.index(after: index)
    }
    return nil
  }
}
