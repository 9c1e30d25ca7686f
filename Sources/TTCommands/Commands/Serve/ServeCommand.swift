import Basics
import Policy

/// `tt serve`: the gate for an agent or a person on another account or host, as a forced command of sshd or a rule of
/// sudo.
enum ServeCommand {
  static let command = Command(
    group: .rest, summary: "Run tt for another account or host, under one grant",
    details: [
      "Made to be the forced command of a key in authorized_keys, or a rule of sudo. Without a command line from the other "
        + "side it is tt mcp, or what tt without words shows if standard input is a terminal; with one, in "
        + "SSH_ORIGINAL_COMMAND or after --, it runs that command of tt. Either way all calls are made under the grant, as "
        + "with the setting grant_lock.",
      "It runs commands that call the service, look things up, or show the grant's own policy and log, and no others: exit "
        + "code 3. No file is read or written for the other side: exit code 2, but - is standard input for --arguments, "
        + "notes and tt import.",
      "SSH_ORIGINAL_COMMAND is split at blanks; '…' and \"…\" keep blanks. No shell sees it and nothing in it is expanded: "
        + "; & | < > $ ` \\ and line ends outside of quotes are errors. A first word tt is left out. Of the environment only "
        + "HOME, TERM, NO_COLOR and CLICOLOR_FORCE count; HOME only if no other account than its own and root can write there.",
      "--setup prints the line for authorized_keys or the file for sudoers, for this program, and installs nothing. "
        + "tt-gate(7) sets up an account for it.",
    ],
    flags: [
      Flag(
        name: "setup", value: "ssh|sudo", summary: "print what sshd or sudo needs, and serve nothing",
        choices: ["ssh", "sudo"]),
      Flag(
        name: "key", value: "FILE", summary: "with --setup ssh: the public key (- for standard input)",
        completion: .file),
      Flag(name: "pty", summary: "with --setup ssh: allow a terminal"),
      Flag(name: "user", value: "NAME", summary: "with --setup sudo: the account that may run tt as this one"),
    ],
    examples: [
      .init(line: "tt serve --setup ssh --grant claude --key claude.pub", summary: "the line for authorized_keys"),
      .init(line: "tt serve --setup sudo --grant claude --user agent", summary: "the file for sudoers"),
      .init(line: "tt serve --grant claude -- policy show", summary: "what a rule of sudo runs"),
    ],
    acceptsTrailingCommand: true, action: .local(run))

  private static let setupFlags = ["key", "pty", "user"]

  static func run(_ arguments: Arguments, _ session: Session) throws(TTError) -> Output {
    guard let grant = arguments.value("grant") else {
      throw .usage("tt serve: missing --grant", hint: "for example: tt serve --grant claude")
    }
    guard PolicySource.isGrantName(grant) else {
      throw .invalidValue(grant, for: "the grant", expected: "1 to 64 letters, digits, '.', '_' or '-'")
    }
    if let setup = arguments.value("setup") {
      if arguments.commandLine != nil { throw .cannotCombine("tt serve: --setup", with: "a command line") }
      return try setup == "ssh"
        ? ServeSetup(arguments, session, grant).ssh() : ServeSetup(arguments, session, grant).sudo()
    }
    if let flag = setupFlags.first(where: { arguments.value($0) != nil }) {
      throw .usage("tt serve: --\(flag) requires --setup")
    }
    if let flag = arguments.flags.first(where: { $0.name != "grant" }) {
      throw .usage(
        "tt serve: --\(flag.name) has no effect here", hint: "it belongs to the command line of the other side")
    }
    var words = arguments.commandLine
    if words == nil, let line = session.context.variable("SSH_ORIGINAL_COMMAND") {
      words = try RemoteCommandLine.words(line)
    }
    if words?.first == "tt" { words?.removeFirst() }
    // A terminal has a person at it, who asked for nothing yet.
    if words == nil { words = session.context.inputIsTerminal ? [] : ["mcp"] }
    var context = served(session.context, grant)
    context.arguments = words ?? []
    return Output(value: .null, view: .none, exit: Program.run(context))
  }

  /// The surroundings of a command of the other side: under the grant, without the caller's environment and folder.
  static func served(_ context: Context, _ grant: String) -> Context {
    var served = context
    var environment = ["PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"]
    for name in ["TERM", "NO_COLOR", "CLICOLOR_FORCE"] { environment[name] = context.environment[name] }
    environment["HOME"] = context.homeOfAccount(context.variable("HOME"))
    served.environment = Environment(environment)
    served.lockedGrant = grant
    served.workingFolder = { nil }
    context.shedCaller(environment)
    return served
  }
}
