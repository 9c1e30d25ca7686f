import Basics
import SharedStore
import TrackingTime

extension Doctor {
  /// Checks the service's address and the credentials, and whether the service accepts them.
  mutating func checkService(_ settings: Settings) {
    check("address") { doctor throws(TTError) in
      let base = try doctor.session.baseURL()
      doctor.add(.ok("address", base.text))
      doctor.check("credentials") { doctor throws(TTError) in
        let found = try doctor.session.credentialSearch().first()
        doctor.add(.ok("credentials", "\(AuthCommand.method(found.secret).text), from \(found.source)"))
        if !doctor.isOffline { doctor.askService() }
        return nil
      }
      return nil
    }
  }

  /// Calls get_me. The call is subject to the policy and recorded like any other.
  private mutating func askService() {
    let name = "service"
    do throws(TTError) {
      let answer = try session.call(ToolCall("get_me"))
      let now = context.clock()
      add(.ok(name, "responds; authenticated as \(AuthCommand.title(AuthCommand.user(answer.data)))"))
      add(Self.clock(service: answer.serviceDate, own: now))
    } catch {
      switch error.failure {
      // No other call would be made either.
      case .policyDenied where error.rule == SharedStateStore.rule: add(.fail("store", error))
      // A policy that denies get_me does its work; whether the service responds is then unknown.
      case .policyDenied, .approvalRequired:
        add(.warn(name, "not contacted: \(error.message)", fix: "allow get_me in the policy to run this check"))
      case .rateLimited: add(.warn(name, "not contacted: \(error.message)", fix: error.hint))
      case .network where error.hint == nil:
        add(.fail(name, TTError(.network, error.message, hint: "check the network, the address above and HTTPS_PROXY")))
      default: add(.fail(name, error))
      }
    }
  }

  /// Compares this machine's clock with the service's, which is known to the second.
  static func clock(service: Instant?, own: Instant) -> CheckResult {
    let name = "clock"
    guard let service else { return .ok(name, "not compared: the service did not send its time") }
    let ahead = own.seconds - service.seconds
    guard abs(ahead) > 30 else { return .ok(name, "within \(max(1, abs(ahead))) s of the service's clock") }
    return .warn(
      name, "\(DurationText.short(abs(ahead))) \(ahead > 0 ? "ahead of" : "behind") the service's clock",
      fix: "set this machine's clock, which determines when timers start and end")
  }
}
