import Basics
import TrackingTime
import Transport

/// The program behind `main`: parses, runs, prints, and says how to exit.
public enum Program {
  /// Runs the command line of this process.
  ///
  /// - Parameter transport: makes the way to the network from the environment, once a request is due.
  /// - Returns: the exit code.
  public static func main(transport: @escaping ([String: String]) -> any HTTPTransport) -> Int32 {
    do throws(TTError) {
      return run(try Context.live(transport: transport))
    } catch {
      _ = Context.standardError.write(Array(error.text.utf8))
      return error.failure.exitCode
    }
  }

  /// Runs one command line.
  ///
  /// - Returns: the exit code.
  public static func run(_ context: Context) -> Int32 {
    do throws(TTError) {
      switch try ArgumentParser().parse(context.arguments) {
      case .version: return print("tt \(Version.number)\n", context)
      case .help(let command): return print(command.map(HelpText.command) ?? HelpText.overview, context)
      case .run(let arguments): return try run(Session(context: context, arguments: arguments))
      }
    } catch {
      return report(error, context)
    }
  }

  /// Reports an error the way the command line asked for, and returns its exit code. `--json` is looked for by hand: an
  /// error of the parser has no parsed flags.
  static func report(_ error: TTError, _ context: Context) -> Int32 {
    let words = context.arguments.prefix { $0 != "--" }
    let asJSON =
      words.contains("--json") || words.contains("--output=json")
      || zip(words, words.dropFirst()).contains { ($0 == "--output" || $0 == "-o") && $1 == "json" }
    let text = asJSON ? error.json.compact + "\n" : error.text
    _ = context.errors.write(Array(text.utf8))
    return error.failure.exitCode
  }

  private static func run(_ session: Session) throws(TTError) -> Int32 {
    let output: Output
    switch session.arguments.command.action {
    case .local(let run): output = try run(session.arguments, session)
    case .tool(let call, let show):
      let toolCall = try call(session.arguments)
      let answer = try session.client().call(toolCall)
      var shown = try show(answer, toolCall, session)
      shown.notes += answer.notes
      output = shown
    }
    return try print(output, session)
  }

  private static func print(_ output: Output, _ session: Session) throws(TTError) -> Int32 {
    let context = session.context
    let format = session.arguments.format
    var notes = output.notes
    if format == .table, case .table(_, let empty) = output.view, output.value.array?.isEmpty == true {
      notes.append(empty)
    }
    for note in notes { _ = context.errors.write(Array(("tt: " + Renderer.visible(note) + "\n").utf8)) }
    let code = print(Renderer(format: format, stream: context.output).render(output), context)
    return code == 0 ? output.exit : code
  }

  private static func print(_ text: String, _ context: Context) -> Int32 {
    if context.output.write(Array(text.utf8)) { return 0 }
    return report(TTError(.api, "the answer could not be written to the standard output"), context)
  }
}
