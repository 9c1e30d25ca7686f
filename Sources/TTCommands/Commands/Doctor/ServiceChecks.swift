import Basics
import TrackingTime

extension Doctor {
  /// The service's address, the credentials, and what the service says of them.
  mutating func checkService(_ settings: Settings) {
    check("address") { doctor throws(TTError) in
      let base = try doctor.session.baseURL()
      doctor.add(.ok("address", base.text))
      doctor.check("credentials") { doctor throws(TTError) in
        let found = try doctor.session.credentialSearch().first()
        doctor.add(.ok("credentials", "\(AuthCommands.method(found.secret).text), from \(found.source)"))
        if !doctor.isOffline { doctor.askService() }
        return nil
      }
      return nil
    }
  }

  /// One call of get_me, judged and recorded as any other.
  private mutating func askService() {
    let name = "service"
    do throws(TTError) {
      let answer = try session.call(ToolCall("get_me"))
      let now = context.clock()
      add(.ok(name, "answers, as \(AuthCommands.title(AuthCommands.user(answer.data)))"))
      add(Self.clock(service: answer.serviceDate, own: now))
    } catch {
      switch error.failure {
      // A gate that holds get_me back does its work; only the service stays unknown.
      case .policyDenied, .rateLimited, .approvalRequired:
        add(.warn(name, "not asked: \(error.message)", fix: "the policy has to admit get_me for this check"))
      case .network where error.hint == nil:
        add(.fail(name, TTError(.network, error.message, hint: "check the network, the address above and HTTPS_PROXY")))
      default: add(.fail(name, error))
      }
    }
  }

  /// This machine's clock against the service's, which is told to the second.
  static func clock(service: Instant?, own: Instant) -> CheckResult {
    let name = "clock"
    guard let service else { return .ok(name, "not compared: the service does not tell its own") }
    let ahead = own.seconds - service.seconds
    guard abs(ahead) > 30 else { return .ok(name, "within \(max(1, abs(ahead))) s of the service's") }
    return .warn(
      name, "\(DurationText.short(abs(ahead))) \(ahead > 0 ? "ahead of" : "behind") the service's",
      fix: "set this machine's clock: timers begin and end by it")
  }
}
