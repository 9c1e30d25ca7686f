import Basics
import TrackingTime

/// `tt auth login`.
enum AuthLogin {
  static let command = Command(
    group: .rest, summary: "Check an app password and save it",
    details: [
      "Prompts for an app password without echoing it, or reads it from standard input. Create one in TrackingTime under "
        + "apps & integrations. It is checked with the service (a get_me call, subject to the policy) before it is saved.",
      "It is saved in credentials.json, readable only by you. TT_APP_PASSWORD and password_command take precedence.",
    ],
    flags: [
      Flag(name: "with-password", summary: "read the password from the first line of standard input"),
      Flag(name: "email", value: "EMAIL", summary: "log in with this e-mail address and its password"),
    ],
    examples: [
      .init(line: "tt auth login", summary: "prompt for the password"),
      .init(line: "pass show tt | tt auth login --with-password", summary: "take it from a password manager"),
    ],
    tools: ["get_me"], redactsOperands: true, action: .local(run))

  /// The options of a command line.
  struct Request: Equatable {
    /// The e-mail address, to log in without an app password.
    var email: String?
    var readsInput = false
    var mayPrompt = true
  }

  static func parse(_ arguments: Arguments) throws(TTError) -> Request {
    let email = arguments.value("email")
    if let email, !email.contains("@") || email.contains(":") {
      throw .invalidValue(email, for: "--email", expected: "an e-mail address")
    }
    return Request(email: email, readsInput: arguments.has("with-password"), mayPrompt: !arguments.has("no-input"))
  }

  static func run(_ arguments: Arguments, _ session: Session) throws(TTError) -> Output {
    try ConfigCommand.rejectIfLocked(session)
    let request = try parse(arguments)
    let password = try password(request, session.context)
    let secret: Credentials.Secret =
      request.email.map { .account(email: $0, password: password) } ?? .appPassword(password)
    let credentials = Credentials(secret, source: "tt auth login")
    session.credentials = credentials
    let user: JSONObject
    do throws(TTError) {
      user = AuthCommand.user(try session.call(ToolCall("get_me")).data)
    } catch {
      var rejected = error
      if error.failure == .auth {
        rejected.remedy = .advice("nothing was saved; check that it is an app password, or use --email")
      }
      throw rejected
    }
    return try save(credentials, of: user, session: session)
  }

  private static func save(
    _ credentials: Credentials, of user: JSONObject, session: Session
  ) throws(TTError) -> Output {
    let folders = try session.folders()
    let file = CredentialsFile(folder: folders.config)
    let changed = try file.write(credentials.secret, for: session.baseURL().authority)
    if changed { AuthCommand.forgetUser(folders) }
    let overriding = try session.credentialSearch().sources.prefix { $0 != file.path }
    let title = AuthCommand.title(user)
    return Output(
      value: [
        "changed": .bool(changed), "method": .string(AuthCommand.method(credentials.secret).word),
        "path": .string(file.path), "user": .object(user),
      ],
      view: .lines(["Logged in as \(title); the password is saved in \(file.path) (tt auth logout removes it)."]),
      notes: overriding.map { "\($0) is set and overrides the saved password" })
  }

  /// The password, from standard input or a prompt. It is never part of the command line.
  private static func password(_ request: Request, _ context: Context) throws(TTError) -> String {
    if request.readsInput, !context.inputIsTerminal { return try read(context) }
    guard request.mayPrompt, context.variable("TT_NO_INPUT") == nil else {
      throw request.readsInput
        ? .usage("--with-password reads standard input, which is a terminal", hint: "pipe the password in")
        : .usage("cannot prompt for the password: prompts are disabled", hint: pipeHint)
    }
    guard let ask = context.askSecret else {
      throw .usage("cannot prompt for the password: no terminal", hint: pipeHint)
    }
    if request.readsInput {
      _ = context.errors.write(Array("tt: standard input is a terminal; type the password, it is not echoed\n".utf8))
    }
    let password: String
    do throws(SystemError) {
      password = try ask(request.email.map { "Password of \($0): " } ?? "App password: ")
    } catch {
      throw .usage("cannot prompt for the password: \(error.path): \(error.reason)", hint: pipeHint)
    }
    if password.isEmpty { throw .usage("no password entered; nothing was saved") }
    return password
  }

  private static let pipeHint = "pipe it in: tt auth login --with-password < FILE"

  private static func read(_ context: Context) throws(TTError) -> String {
    let bytes: [UInt8]
    do throws(SystemError) {
      bytes = try context.readInput()
    } catch {
      throw .usage("cannot read standard input: \(error.reason)")
    }
    let password = String(decoding: bytes, as: UTF8.self).firstLine
    if password.isEmpty { throw .usage("the first line of standard input is empty: expected the password") }
    return password
  }
}
