import Basics
#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The program `tt-sandbox`.
public enum SandboxProgram {
  /// The version shown by `--version`.
  public static let version = "0.1.0"

  /// Runs the program with its arguments, without the program name, and returns the exit code.
  public static func run(_ arguments: [String]) async -> Int32 {
    do {
      let options = try ProgramOptions(arguments)
      if let text = options.information {
        print(text, to: STDOUT_FILENO)
        return 0
      }
      return try await serve(options)
    } catch {
      if case .advice(let advice)? = error.remedy {
        printError("\(error.message) (\(advice))")
      } else {
        printError(error.message)
      }
      return error.failure == .usage ? 2 : 1
    }
  }

  private static func serve(_ options: ProgramOptions) async throws(TTError) -> Int32 {
    let descriptors = InheritedDescriptors()
    let forwarder = SignalForwarder()
    let signals = SignalWatcher { number in Task { await forwarder.receive(number) } }
    let server = try startServer(options)
    let home = options.keepsHome ? nil : try TemporaryHome()
    let environment = ChildEnvironment(
      baseURL: server.baseURL, appPassword: SandboxOptions().appPassword,
      accountID: server.workspace().caller?.accountIDs.first ?? 0, home: home)
    var exitCode: Int32 = 0
    if options.command.isEmpty {
      print(environment.exportLines, to: STDOUT_FILENO)
      await forwarder.wait()
    } else {
      let runner = CommandRunner(
        environment: environment, signals: signals, forwarder: forwarder, descriptors: descriptors)
      do { exitCode = try await runner.run(options.command) } catch {
        printError(error.message)
        exitCode = error.exitCode
      }
    }
    server.stop()
    home?.remove()
    signals.stop()
    return exitCode
  }

  private static func startServer(_ options: ProgramOptions) throws(TTError) -> SandboxServer {
    var setup = SandboxOptions()
    setup.port = options.port
    setup.faults = options.faults
    setup.readings = options.readings
    if let path = options.logFile {
      let log = try RequestLog(path: path)
      setup.onAnswer = { log.append($0) }
    }
    let store = options.stateFile.map(WorkspaceStore.init)
    if let store {
      setup.onChange = { workspace in
        do throws(TTError) { try store.save(workspace) } catch { printError(error.message) }
      }
    }
    let workspace = try store?.load() ?? initialWorkspace(options)
    return try SandboxServer.start(workspace, options: setup)
  }

  private static func initialWorkspace(_ options: ProgramOptions) -> Workspace {
    options.tasks == nil && options.events == nil
      ? .seeded() : .large(tasks: options.tasks ?? 0, events: options.events ?? 0)
  }

  private static func printError(_ message: String) { print("tt-sandbox: \(message)", to: STDERR_FILENO) }

  /// Writes a line to a standard stream. Errors are ignored.
  private static func print(_ line: String, to stream: Int32) {
    try? Files.writeAll(stream, "standard stream", Array((line + "\n").utf8))
  }
}
