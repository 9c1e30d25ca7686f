import Foundation

/// `tt` at a pseudo-terminal, with scripted input and signals.
enum AuthTerminal {
  /// One step of the script.
  enum Step {
    /// Waits until the text is on the screen.
    case wait(String)
    case type(String)
    case signal(Int32)
    /// Waits until the echo is on, or off.
    case echo(Bool)

    var json: [String] {
      switch self {
      case .wait(let text): ["wait", text]
      case .type(let text): ["type", text]
      case .signal(let number): ["signal", String(number)]
      case .echo(let isOn): ["echo", isOn ? "on" : "off"]
      }
    }
  }

  /// The result of a script.
  struct Result: Decodable, Equatable {
    /// Everything on the screen, with the terminal's line ends.
    var screen: String
    /// The exit code, or the negative number of a signal.
    var end: Int
    /// The first step that timed out.
    var stuck: String?
  }

  static func run(_ fixture: SandboxFixture, _ words: [String], env: [String: String?], _ steps: [Step]) async throws
    -> Result
  {
    let script = String(decoding: try JSONEncoder().encode(steps.map(\.json)), as: UTF8.self)
    let run = try await fixture.run("/usr/bin/env", ["python3", "-c", program, script, Products.tt] + words, env: env)
    return try JSONDecoder().decode(Result.self, from: Data(run.out.utf8))
  }

  private static let program = """
    import json, os, pty, select, signal, sys, termios, time
    steps, argv = json.loads(sys.argv[1]), sys.argv[2:]
    child, terminal = pty.fork()
    if child == 0:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT):
            signal.signal(number, signal.SIG_DFL)
        # The toolchain's own crash reporter would take SIGQUIT and ask questions.
        os.environ["SWIFT_BACKTRACE"] = "enable=no"
        os.execv(argv[0], argv)
    screen = b""
    def look(limit):
        global screen
        if not select.select([terminal], [], [], limit)[0]:
            return True
        try:
            found = os.read(terminal, 4096)
        except OSError:
            found = b""
        screen += found
        return found != b""
    def echo():
        return bool(termios.tcgetattr(terminal)[3] & termios.ECHO)
    def until(condition):
        end = time.time() + 20
        while not condition():
            if time.time() > end:
                return False
            look(0.02) or time.sleep(0.02)
        return True
    stuck = None
    for kind, what in steps:
        if kind == "wait" and not until(lambda: what.encode() in screen) or kind == "echo" and not until(
                lambda: echo() == (what == "on")):
            stuck = kind + " " + what
            break
        if kind == "type":
            os.write(terminal, what.encode())
        if kind == "signal":
            os.kill(child, int(what))
    end = time.time() + 20
    ended = (0, 0)
    while ended[0] == 0:
        if stuck or time.time() > end:
            stuck = stuck or "end"
            os.kill(child, 9)
        look(0.02) or time.sleep(0.02)
        ended = os.waitpid(child, os.WNOHANG)
    while look(0.2):
        pass
    status = ended[1]
    code = -os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)
    print(json.dumps({"screen": screen.decode(), "end": code, "stuck": stuck}))
    """
}
