import Basics
import TrackingTime

/// `tt auth status`.
enum AuthStatus {
  static let command = Command(
    group: .rest, summary: "Show which credentials are used and whether they are accepted",
    details: ["The exit code is 4 if there are none or the service rejects them. Secrets are never shown."],
    flags: [Flag(name: "offline", summary: "do not contact the service")],
    examples: [.init(line: "tt auth status --json", summary: "for a script")], tools: ["get_me"],
    action: .local(run))

  static func run(_ arguments: Arguments, _ session: Session) throws(TTError) -> Output {
    let search = try session.credentialSearch()
    let found = try search.first()
    let source = found.source
    let method = AuthCommand.method(found.secret)
    let others = search.sources.filter { $0 != source }
    var value: JSONObject = ["source": .string(source), "method": .string(method.word)]
    if case .account(let email, _)? = found.secret { value["email"] = .string(email) }
    value["unused"] = .array(others.map(JSONValue.string))
    var lines = ["\(method.text), from \(source)"] + others.map { "not used: \($0)" }
    if arguments.has("offline") { return Output(value: .object(value), view: .lines(lines)) }
    do throws(TTError) {
      let user = AuthCommand.user(try session.call(ToolCall("get_me")).data)
      value["accepted"] = true
      value["user"] = .object(user)
      lines.append("accepted; authenticated as \(AuthCommand.title(user))")
      return Output(value: .object(value), view: .lines(lines))
    } catch {
      // Only a rejection by the service is an answer; a password command that prints no password is an error.
      guard error.failure == .auth, session.credentials != nil else { throw error }
      value["accepted"] = false
      value["message"] = .string(error.message)
      let hint = source == search.file.path ? "run: tt auth login" : "correct \(source)"
      lines.append("rejected: \(error.message); \(hint)")
      return Output(value: .object(value), view: .lines(lines), exit: error.failure.exitCode)
    }
  }
}
