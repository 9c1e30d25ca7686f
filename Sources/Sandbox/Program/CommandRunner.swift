import Basics
#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Runs a command in the same process group and with the same standard streams.
struct CommandRunner {
  let environment: ChildEnvironment
  let signals: SignalWatcher
  let forwarder: SignalForwarder
  let descriptors: InheritedDescriptors

  /// Why a command could not be run.
  struct Failure: Error {
    var exitCode: Int32
    var message: String
  }

  /// Runs a command, found along `PATH`, until it ends. It must be the end of the arguments of this process, which are
  /// passed on byte for byte.
  ///
  /// - Returns: the exit code of the command, or 128 plus the number of the signal that ended it.
  func run(_ command: [String]) async throws(Failure) -> Int32 {
    descriptors.closeOthersOnExec()
    environment.apply()
    let child: ChildProcess
    do { child = try start(command.count) } catch {
      let isMissing = error.code == ENOENT
      throw Failure(
        exitCode: isMissing ? 127 : 126, message: "\(command[0]): \(isMissing ? "command not found" : error.reason)")
    }
    await forwarder.forward(to: child.id)
    let ending = await withCheckedContinuation { continuation in
      // Waiting in a task would block one of the few threads the server runs on.
      if !Threads.start({ continuation.resume(returning: child.wait()) }) { continuation.resume(returning: nil) }
    }
    await forwarder.stopForwarding()
    return switch ending {
    case .exit(let code): code
    case .signal(let number): 128 + number
    case .timedOut, nil: 1
    }
  }

  /// Starts the last `count` arguments of this process as a command.
  private func start(_ count: Int) throws(SystemError) -> ChildProcess {
    let end = Int(CommandLine.argc)
    let words = (end - count..<end).map { CommandLine.unsafeArgv[$0] } + [nil]
    return try ChildProcess(words, environment: environ, resetting: signals.defaultsForChild, mask: [])
  }
}

/// The file descriptors that were open when the program started.
struct InheritedDescriptors {
  private let inherited = Self.open()

  /// Closes all other descriptors in commands run from now on: a command that outlives the server must not keep its port
  /// open.
  func closeOthersOnExec() {
    for descriptor in Self.open().subtracting(inherited) where descriptor > 2 {
      _ = fcntl(descriptor, F_SETFD, fcntl(descriptor, F_GETFD) | FD_CLOEXEC)
    }
  }

  private static func open() -> Set<Int32> {
    #if os(Linux)
      let folder = "/proc/self/fd"
    #else
      let folder = "/dev/fd"
    #endif
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return Set(names.compactMap(Int32.init).filter { fcntl($0, F_GETFD) != -1 })
  }
}
