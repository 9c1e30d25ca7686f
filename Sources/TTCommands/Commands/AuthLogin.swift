import Basics
import TrackingTime

/// `tt auth login`.
enum AuthLogin {
  /// What the command line asks for.
  struct Request: Equatable {
    /// The e-mail address, for the form with one.
    var email: String?
    var readsInput = false
    var mayAsk = true
  }

  static func parse(_ arguments: Arguments) throws(TTError) -> Request {
    let email = arguments.value("email")
    if let email, !email.contains("@") || email.contains(":") {
      throw .usage("--email is \(Shell.quoted(email)); it takes an e-mail address")
    }
    return Request(email: email, readsInput: arguments.has("with-password"), mayAsk: !arguments.has("no-input"))
  }

  static func run(_ arguments: Arguments, _ session: Session) throws(TTError) -> Output {
    let request = try parse(arguments)
    let password = try password(request, session.context)
    let secret: Credentials.Secret =
      request.email.map { .account(email: $0, password: password) } ?? .appPassword(password)
    let credentials = Credentials(secret, source: "tt auth login")
    session.credentials = credentials
    let user: JSONObject
    do throws(TTError) {
      user = AuthCommands.user(try session.call(ToolCall("get_me")).data)
    } catch {
      var refused = error
      if error.failure == .auth {
        refused.remedy = .advice("nothing was saved; is it an app password, or is --email missing?")
      }
      throw refused
    }
    return try save(credentials, user, session)
  }

  private static func save(
    _ credentials: Credentials, _ user: JSONObject, _ session: Session
  ) throws(TTError) -> Output {
    let folders = try session.folders()
    let settings = try session.settings()
    let file = CredentialsFile(folder: folders.config)
    let changed = try file.write(credentials.secret)
    if changed { AuthCommands.forgetCaller(folders) }
    let stronger = try session.credentialSearch().sources.prefix { $0 != file.path }
    let title = AuthCommands.title(user)
    return Output(
      value: [
        "changed": .bool(changed), "method": .string(AuthCommands.method(credentials.secret).word),
        "path": .string(file.path), "user": .object(user),
      ],
      view: .lines(["Logged in as \(title); the password is kept in \(file.path) (tt auth logout removes it)."]),
      notes: stronger.map { "\($0) is set and beats what was saved" })
  }

  /// The password from where the request says. It is never a word of the command line.
  private static func password(_ request: Request, _ context: Context) throws(TTError) -> String {
    if request.readsInput, !context.inputIsTerminal { return try read(context) }
    guard request.mayAsk, context.variable("TT_NO_INPUT") == nil else {
      throw request.readsInput
        ? .usage("--with-password reads the standard input, which is a terminal", hint: "pipe the password in")
        : .usage("the password may not be asked for", hint: "pipe it in: tt auth login --with-password < FILE")
    }
    guard let ask = context.askSecret else {
      throw .usage(
        "there is no terminal to ask for the password on", hint: "pipe it in: tt auth login --with-password < FILE")
    }
    if request.readsInput {
      _ = context.errors.write(Array("tt: the standard input is a terminal; type the password, it is not shown\n".utf8))
    }
    let password: String
    do throws(SystemError) {
      password = try ask(request.email.map { "Password of \($0): " } ?? "App password: ")
    } catch {
      throw .usage(
        "the password cannot be asked for: \(error.path): \(error.reason)",
        hint: "pipe it in: tt auth login --with-password < FILE")
    }
    if password.isEmpty { throw .usage("no password was given; nothing was saved") }
    return password
  }

  private static func read(_ context: Context) throws(TTError) -> String {
    let bytes: [UInt8]
    do throws(SystemError) {
      bytes = try context.readInput()
    } catch {
      throw .usage("the standard input cannot be read: \(error.reason)")
    }
    let password = String(decoding: bytes, as: UTF8.self).firstLine
    if password.isEmpty { throw .usage("the first line of the standard input is empty; it has to be the password") }
    return password
  }
}
