import Basics

/// `tt doctor`.
enum DoctorCommand {
  static let command = Command(
    group: .rest, summary: "Check tt's setup and report problems",
    details: [
      "Checks the program and libcurl, certificates, time zone, folders and files, the shared store if there is one, "
        + "policies, credentials, the service and its clock (with one get_me call, subject to the policy), and PATH for other programs named tt.",
      "The exit code is 0 if no check failed, else that of the first failure.",
    ],
    flags: [Flag(name: "offline", summary: "do not contact the service or the shared store")],
    examples: [
      .init(line: "tt doctor", summary: "find problems and how to fix them"),
      .init(line: "tt doctor --json", summary: "a list of {check, status, detail, fix}"),
    ],
    tools: ["get_me"], action: .local(run))

  static func run(_ arguments: Arguments, _ session: Session) throws(TTError) -> Output {
    var doctor = Doctor(session: session, isOffline: arguments.has("offline"))
    doctor.examine()
    return output(doctor.results)
  }

  static func output(_ results: [CheckResult]) -> Output {
    let width = results.reduce(0) { max($0, $1.check.utf8.count) }
    return Output(
      value: .array(results.map(\.json)), view: .lines(results.flatMap { $0.lines(width: width) }),
      exit: results.lazy.compactMap(\.failure).first?.exitCode ?? 0)
  }
}
