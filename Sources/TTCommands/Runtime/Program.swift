import Basics
import TrackingTime
import Transport

/// The `tt` program: parses and runs a command line, prints its result and determines the exit code.
public enum Program {
  /// Runs the command line of this process.
  ///
  /// - Parameter transport: creates the transport from the environment and an optional flag that cancels its transfers.
  ///   Called only when a request is about to be sent.
  /// - Returns: the exit code.
  public static func main(transport: @escaping (Environment, CancellationFlag?) -> any HTTPTransport) -> Int32 {
    let (context, problem) = Context.live(transport: transport)
    if let problem { return report(problem, context) }
    return run(context)
  }

  /// Runs one command line.
  ///
  /// - Returns: the exit code.
  public static func run(_ context: Context) -> Int32 {
    if context.arguments.first == Completer.command, context.lockedGrant == nil {
      return print(Completer.answer(context), context)
    }
    if context.arguments.isEmpty {
      return print(
        HelpText.start(status: StatusCommand.lastKnown(context), width: HelpText.width(context)), context)
    }
    do throws(TTError) {
      switch try ArgumentParser().parse(context.arguments) {
      case .version(let format):
        let document: JSONValue = [
          "version": .string(Version.number), "schema_version": JSONValue(JSONAnswers.schemaVersion),
        ]
        return print(format == .json ? document.pretty + "\n" : "tt \(Version.number)\n", context)
      case .group(let word):
        return print(HelpText.group(word, CommandTable.group(word), width: HelpText.width(context)), context)
      case .help(let command):
        let width = HelpText.width(context)
        return print(command.map { HelpText.command($0, width: width) } ?? HelpText.overview(width: width), context)
      case .run(let arguments):
        if let grant = context.lockedGrant {
          try ServedCommand(arguments, grant: grant).check(Session(context: context, arguments: arguments))
        }
        return try run(Session(context: context, arguments: try arguments.readingNotes(context)))
      }
    } catch {
      return report(error, context)
    }
  }

  /// Reports an error in the requested format and returns its exit code. Even an invalid command line may request JSON.
  static func report(_ error: TTError, _ context: Context) -> Int32 {
    var scan = ArgumentScanner()
    scan.read(context.arguments)
    let style = Style(context.errors, context, isOff: scan.value("no-color") != nil)
    let text = scan.format == .json ? error.json.compact + "\n" : error.text(style)
    _ = context.errors.write(Array(text.utf8))
    return error.failure.exitCode
  }

  private static func run(_ session: Session) throws(TTError) -> Int32 {
    defer { session.close() }
    try FieldSelection.check(session.arguments)
    if session.arguments.has(DryRun.flag), let make = session.arguments.command.calls {
      let output = try DryRun.output(make, session)
      var arguments = session.arguments
      let own = output.value.object?.keys ?? []
      // Others select from the result of the call.
      if arguments.fields?.allSatisfy(own.contains) == false { arguments.flags.removeAll { $0.name == "fields" } }
      return try print(output, Session(arguments, within: session))
    }
    if let output = try session.arguments.command.cached?(session) { return try print(output, session) }
    switch session.arguments.command.action {
    case .local(let run), .report(_, let run): return try print(try run(session.arguments, session), session)
    case .calls(_, let run):
      let output = try run(session.arguments, session)
      let known = KnownFields.of(tool: session.arguments.command.tools.last ?? "")
      return try print(output, session, declared: known, isMade: output.isMade)
    case .tool(let draft, let show):
      let (call, keep) = try Resolver(session: session).resolve(try draft(session.arguments, session))
      try FieldSelection.check(session.arguments, of: call)
      var result = try session.call(call, offeringToSwitch: true)
      if let keep, let rows = result.data.array { result.data = .array(rows.filter(keep)) }
      var output: Output
      if let queued = result.queued {
        output = SyncCommand.queued(queued, session)
      } else {
        output = try show(result, call, session)
      }
      output.notes += result.notes.map(\.commandLineText)
      return try print(
        output, session, declared: KnownFields.of(tool: call.tool.name),
        isMade: result.changed == true || result.isChangeUnknown)
    case .list(let draft, let view, let change):
      let (call, keep) = try Resolver(session: session).resolve(try draft(session.arguments, session))
      let change = try change(session.arguments, call, session)
      let prepare: ([JSONValue]) -> [JSONValue] = { rows in
        let kept = keep.map { rows.filter($0) } ?? rows
        return change.map { kept.map($0) } ?? kept
      }
      return try list(call, prepare: prepare, view: view(), in: session)
    }
  }

  /// Prints a list page by page, so that a long one is not held in memory.
  private static func list(
    _ call: ValidatedCall, prepare: @escaping ([JSONValue]) -> [JSONValue], view: ListView, in session: Session
  ) throws(TTError) -> Int32 {
    let context = session.context
    let members = session.arguments.fields.map { _ in JSONAnswers.members(of: session.arguments) } ?? []
    let renderer = renderer(session, declared: KnownFields.of(tool: call.tool.name) + members)
    let progress = Progress(context, streams: renderer.format != .table)
    defer { progress.end() }
    var isWritable = true
    var failure: TTError?
    var hasPrinted = false
    var printer = try ListPrinter(renderer, view) { text in
      hasPrinted = true
      return context.output.write(Array(renderer.shown(text).utf8))
    }
    let result: ToolResult
    do throws(TTError) {
      result = try session.call(call) { rows in
        do throws(TTError) {
          if isWritable, failure == nil { isWritable = try printer.add(prepare(rows)) }
        } catch {
          failure = error
        }
        progress.advance(by: rows.count)
      }
    } catch {
      var error = error
      if hasPrinted { error.message += "; the list is incomplete" }
      throw error
    }
    if let failure { throw failure }
    progress.end()
    printNotes(result.notes.map(\.commandLineText) + (printer.note.map { [$0] } ?? []), context)
    if isWritable { isWritable = try printer.finish() }
    return isWritable ? 0 : unwritable(context)
  }

  private static func renderer(_ session: Session, declared: [String]) -> Renderer {
    let (context, arguments) = (session.context, session.arguments)
    return Renderer(
      format: arguments.format, fields: arguments.fields, isSafe: arguments.has("csv-safe"),
      style: Style(context.output, context, isOff: arguments.has("no-color")),
      width: context.output.isTerminal ? context.output.columns : nil, isTerminal: context.output.isTerminal,
      declared: declared)
  }

  /// - Parameters:
  ///   - declared: the members that rows of the command may have.
  ///   - isMade: true if the output is that of a change that was made, which stands even if it cannot be printed.
  private static func print(
    _ output: Output, _ session: Session, declared: [String] = [], isMade: Bool = false
  ) throws(TTError) -> Int32 {
    let context = session.context
    let arguments = session.arguments
    var notes = output.notes
    if arguments.format == .table, case .table(let view) = output.view, output.value.array?.isEmpty == true {
      notes.append(view.empty)
    }
    printNotes(notes, context)
    if case .none = output.view { return output.exit }
    var known = declared + output.declared
    if arguments.fields != nil {
      known += JSONAnswers.members(of: arguments, isList: output.value.array != nil)
    }
    let renderer = renderer(session, declared: known)
    let text = renderer.shown(try renderer.render(output))
    let isMade = isMade || output.showsChange
    if isMade, !context.output.write(Array(text.utf8)) {
      printNotes(["the change was made, but its result cannot be written to standard output"], context)
      return output.exit
    }
    let code = isMade ? 0 : print(text, context)
    return code == 0 ? output.exit : code
  }

  private static func printNotes(_ notes: [String], _ context: Context) {
    for note in notes {
      _ = context.errors.write(Array(("tt: " + Renderer.escapingControlCharacters(note) + "\n").utf8))
    }
  }

  private static func print(_ text: String, _ context: Context) -> Int32 {
    context.output.write(Array(text.utf8)) ? 0 : unwritable(context)
  }

  private static func unwritable(_ context: Context) -> Int32 {
    report(TTError(.api, "cannot write to standard output"), context)
  }
}
