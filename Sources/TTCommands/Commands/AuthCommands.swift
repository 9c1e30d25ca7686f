import Basics
import TrackingTime

/// `tt auth`: how tt proves who is calling.
enum AuthCommands {
  static let commands = [
    Command(
      path: ["auth", "login"], group: .rest, summary: "Check an app password and keep it",
      details: [
        "Asks for an app password (made in TrackingTime under apps & integrations) without showing it, or reads it from "
          + "the standard input. The service is asked before anything is kept (get_me, judged by the policy like any call).",
        "Kept in credentials.json, readable by you alone. TT_APP_PASSWORD and password_command beat it.",
      ],
      flags: [
        Flag(name: "with-password", summary: "read the password from the standard input, its first line"),
        Flag(name: "email", value: "EMAIL", summary: "log in by e-mail address and password"),
      ],
      examples: [
        .init(line: "tt auth login", summary: "be asked"),
        .init(line: "pass show tt | tt auth login --with-password", summary: "from a password manager"),
      ],
      tools: ["get_me"], redactsOperands: true, action: .local(AuthLogin.run)),
    Command(
      path: ["auth", "logout"], group: .rest, summary: "Forget the password that tt auth login keeps",
      examples: [.init(line: "tt auth logout", summary: "remove credentials.json")], action: .local(logout)),
    Command(
      path: ["auth", "status"], group: .rest, summary: "Show which credentials are used, and whether they are accepted",
      details: ["Exit 4 when there are none, or when the service does not accept them. Secrets are never shown."],
      flags: [Flag(name: "offline", summary: "do not ask the service")],
      examples: [.init(line: "tt auth status --json", summary: "for a script")], tools: ["get_me"],
      action: .local(AuthStatus.run)),
  ]

  /// `tt auth logout`.
  static func logout(_ arguments: Arguments, _ session: Session) throws(TTError) -> Output {
    let folders = try session.folders()
    let file = CredentialsFile(folder: folders.config)
    let removed = try file.remove()
    forgetCaller(folders)
    // The password is gone whether or not config.json can tell what else there is.
    let others = (try? session.credentialSearch().sources) ?? []
    let line = removed ? "Logged out: \(file.path) is removed." : "There was no \(file.path)."
    return Output(
      value: ["changed": .bool(removed), "path": .string(file.path), "still": .array(others.map(JSONValue.string))],
      view: .lines([line]), notes: others.map { "\($0) still holds credentials" })
  }

  /// Forgets what was remembered of whoever was logged in.
  static func forgetCaller(_ folders: Folders) {
    let cache = CacheFolder(path: folders.cache)
    UserCache.forget(cache)
    TimerCache.forget(cache)
  }

  /// The words for how a secret proves who is calling: the member of JSON answers, and what people see.
  static func method(_ secret: Credentials.Secret?) -> (word: String, text: String) {
    switch secret {
    case .account(let email, _)?: ("password", "password of \(email)")
    case .appPassword?, nil: ("app_password", "app password")
    }
  }

  /// The caller as an answer of get_me tells: number, name, e-mail address.
  static func user(_ me: JSONValue) -> JSONObject {
    var user = JSONObject()
    let name = [me["name"], me["surname"]].compactMap { $0?.string }.filter { !$0.isEmpty }.joined(separator: " ")
    user["id"] = me["id"]
    user["name"] = .string(name)
    user["email"] = me["email"]
    return user
  }

  /// The caller on a line.
  static func title(_ user: JSONObject) -> String {
    let name = user["name"]?.string ?? ""
    guard let email = user["email"]?.string else { return name }
    return name.isEmpty ? email : "\(name) (\(email))"
  }
}

/// `tt auth status`.
enum AuthStatus {
  static func run(_ arguments: Arguments, _ session: Session) throws(TTError) -> Output {
    let search = try session.credentialSearch()
    let found = try search.first()
    let source = found.source
    let method = AuthCommands.method(found.secret)
    let others = search.sources.filter { $0 != source }
    var value: JSONObject = ["source": .string(source), "method": .string(method.word)]
    if case .account(let email, _)? = found.secret { value["email"] = .string(email) }
    value["unused"] = .array(others.map(JSONValue.string))
    var lines = ["\(method.text), from \(source)"] + others.map { "not used: \($0)" }
    if arguments.has("offline") { return Output(value: .object(value), view: .lines(lines)) }
    do throws(TTError) {
      let user = AuthCommands.user(try session.call(ToolCall("get_me")).data)
      value["accepted"] = true
      value["user"] = .object(user)
      lines.append("accepted, as \(AuthCommands.title(user))")
      return Output(value: .object(value), view: .lines(lines))
    } catch {
      // Only a service that was asked and said no is an answer; a program that prints no password is not.
      guard error.failure == .auth, session.credentials != nil else { throw error }
      value["accepted"] = false
      value["message"] = .string(error.message)
      let next = source == search.file.path ? "run: tt auth login" : "change what \(source) holds"
      lines.append("not accepted: \(error.message); \(next)")
      return Output(value: .object(value), view: .lines(lines), exit: error.failure.exitCode)
    }
  }
}
