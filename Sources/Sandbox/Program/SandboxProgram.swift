import Basics
import Foundation

/// The program `tt-sandbox`.
public enum SandboxProgram {
  /// The version `--version` tells.
  public static let version = "0.1.0"

  /// Runs the program with the words behind its name and returns its exit code.
  public static func run(_ arguments: [String]) async -> Int32 {
    do {
      let options = try ProgramOptions(arguments)
      if options.showsHelp || options.showsVersion {
        say(options.showsHelp ? ProgramOptions.help : "tt-sandbox \(version)")
        return 0
      }
      return try await serve(options)
    } catch {
      complain(error.hint.map { "\(error.message) (\($0))" } ?? error.message)
      return error.failure == .usage ? 2 : 1
    }
  }

  private static func serve(_ options: ProgramOptions) async throws(TTError) -> Int32 {
    let inherited = Descriptors.open()
    let ending = SignalForwarder()
    let signals = SignalWatcher { number in _Concurrency.Task { await ending.signal(number) } }
    let server = try await startServer(options)
    let home = options.keepsHome ? nil : try TemporaryHome()
    let environment = ChildEnvironment(
      baseURL: server.baseURL, appPassword: SandboxOptions().appPassword,
      accountID: await server.workspace().caller?.accountIDs.first ?? 0, home: home)
    let code: Int32
    if options.command.isEmpty {
      say(environment.exportLines)
      code = await ending.wait()
    } else {
      Descriptors.keepToSelf(except: inherited)
      code = await run(options.command, environment, signals, ending)
    }
    await server.stop()
    home?.remove()
    signals.stop()
    return code
  }

  private static func startServer(_ options: ProgramOptions) async throws(TTError) -> SandboxServer {
    var setup = SandboxOptions()
    setup.port = options.port
    setup.faults = options.faults
    if let path = options.logFile {
      let log = try RequestLog(path: path)
      setup.onAnswer = { log.append($0) }
    }
    let state = options.stateFile.map(WorkspaceStore.init)
    if let state {
      setup.onChange = { workspace in
        do throws(TTError) { try state.save(workspace) } catch { complain(error.message) }
      }
    }
    let workspace = try state?.load() ?? firstWorkspace(options)
    do {
      return try await SandboxServer.start(workspace, options: setup)
    } catch {
      throw error as? TTError ?? TTError(.network, "cannot start: \(error)")
    }
  }

  private static func firstWorkspace(_ options: ProgramOptions) -> Workspace {
    options.tasks == nil && options.events == nil
      ? .seeded() : .large(tasks: options.tasks ?? 0, events: options.events ?? 0)
  }

  private static func run(
    _ command: [String], _ environment: ChildEnvironment, _ signals: SignalWatcher, _ ending: SignalForwarder
  ) async -> Int32 {
    environment.apply()
    do {
      let child = try ChildProcess(command, resetting: signals.defaultsForChild)
      await ending.forward(to: child.id)
      let code = await child.wait()
      await ending.forget()
      return code
    } catch {
      complain(error.message)
      return error.code
    }
  }

  private static func say(_ text: String) {
    try? FileHandle.standardOutput.write(contentsOf: Data((text + "\n").utf8))
  }

  private static func complain(_ message: String) {
    try? FileHandle.standardError.write(contentsOf: Data("tt-sandbox: \(message)\n".utf8))
  }
}
