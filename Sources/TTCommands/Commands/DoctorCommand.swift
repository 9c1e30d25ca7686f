import Basics

/// `tt doctor`: is everything in place?
enum DoctorCommand {
  static let command = Command(
    path: ["doctor"], group: .rest, summary: "Check that everything tt needs is in place",
    details: [
      "Program and libcurl, certificates, time zone, folders and files, policies, credentials, the service and its clock "
        + "(one call of get_me, judged by the policy), and other programs called tt.",
      "Exit 0 when nothing failed, else the code of the first failure's class.",
    ],
    flags: [Flag(name: "offline", summary: "do not ask the service")],
    examples: [
      .init(line: "tt doctor", summary: "what is wrong, and what to do"),
      .init(line: "tt doctor --json", summary: "a list of {check, status, detail, fix}"),
    ],
    tools: ["get_me"], action: .local(run))

  static func run(_ arguments: Arguments, _ session: Session) throws(TTError) -> Output {
    var doctor = Doctor(session: session, isOffline: arguments.has("offline"))
    doctor.examine()
    return output(doctor.findings)
  }

  static func output(_ findings: [CheckResult]) -> Output {
    let width = findings.reduce(0) { max($0, $1.check.utf8.count) }
    return Output(
      value: .array(findings.map(\.json)), view: .lines(findings.flatMap { $0.lines(width: width) }),
      exit: findings.lazy.compactMap(\.failure).first?.exitCode ?? 0)
  }
}
