import Basics
import Testing

/// Runs tests that wait for other programs, disks and clocks on threads of their own. Swift's concurrency has one thread
/// for each processor; kept waiting, they would hold up every other test, with the times that those rely on.
public struct WaitingTests: SuiteTrait, TestTrait, TestScoping {
  /// For the tests of a suite, not for the suite alone.
  public var isRecursive: Bool { true }

  /// Runs a test on one of the threads.
  public func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    guard testCase != nil, #available(macOS 15, *) else { return try await function() }
    try await withTaskExecutorPreference(WaitingThreads.shared) { try await function() }
  }
}

extension Trait where Self == WaitingTests {
  /// The tests wait for something outside of this process.
  public static var waiting: Self { Self() }
}

@available(macOS 15, *)
private final class WaitingThreads: TaskExecutor {
  static let shared = WaitingThreads(count: 4)

  private let jobs = Guarded<[UnownedJob]>([])

  init(count: Int) {
    for _ in 0..<count {
      let isStarted = Threads.start { [self] in
        while let job = jobs.wait(for: { $0.isEmpty ? nil : $0.removeFirst() }) {
          job.runSynchronously(on: asUnownedTaskExecutor())
        }
      }
      precondition(isStarted)
    }
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    jobs.with { $0.append(job) }
  }
}
