/// Threads without a runtime behind them: starting one costs some microseconds and a page of stack.
public enum Threads {
  private final class Start {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  /// Bytes of address space for a stack; what is not touched costs nothing.
  private static let stack = 8 << 20

  /// Runs a body on a thread of its own, which ends with it. Nobody can wait for that: say it through a `Guarded`.
  ///
  /// - Returns: false when the system gives no thread.
  public static func start(_ body: @escaping @Sendable () -> Void) -> Bool {
    guard let thread = begin(body) else { return false }
    pthread_detach(thread)
    return true
  }

  /// Runs a body on a thread of its own while this one does something else, and returns once both are done. Where the
  /// system gives no thread, one goes after the other.
  public static func runConcurrently(_ body: () -> Void, beside other: () -> Void) {
    withoutActuallyEscaping(body) { body in
      // What the body touches is left alone here until the thread has ended.
      nonisolated(unsafe) let body = body
      let thread = begin { body() }
      // Where the new thread shares this processor it would begin once this one has to wait.
      sched_yield()
      other()
      if let thread { pthread_join(thread, nil) } else { body() }
    }
  }

  private static func begin(_ body: @escaping @Sendable () -> Void) -> pthread_t? {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, stack)
    let start = Unmanaged.passRetained(Start(body))
    #if canImport(Darwin)
      var thread: pthread_t?
    #else
      var thread = pthread_t()
    #endif
    guard pthread_create(&thread, &attributes, { Threads.runThread($0) }, start.toOpaque()) == 0 else {
      start.release()
      return nil
    }
    return thread
  }

  private static func runThread(_ start: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let start { Unmanaged<Start>.fromOpaque(start).takeRetainedValue().body() }
    return nil
  }
}

/// A value that threads share: touched by one at a time, and waited for.
public final class Guarded<Value>: @unchecked Sendable {
  // The value is only touched while the mutex is held.
  private var value: Value
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let changed: UnsafeMutablePointer<pthread_cond_t>

  #if canImport(Darwin)
    private static var clock: clockid_t { CLOCK_REALTIME }
  #else
    private static var clock: clockid_t { CLOCK_MONOTONIC }
  #endif

  /// Takes a value, which nobody else may touch from now on.
  public init(_ value: Value) {
    self.value = value
    mutex = .allocate(capacity: 1)
    mutex.initialize(to: pthread_mutex_t())
    changed = .allocate(capacity: 1)
    changed.initialize(to: pthread_cond_t())
    pthread_mutex_init(mutex, nil)
    var attributes = pthread_condattr_t()
    pthread_condattr_init(&attributes)
    #if !canImport(Darwin)
      // A clock that is set meanwhile changes no time limit. macOS knows only the wall clock here.
      pthread_condattr_setclock(&attributes, Self.clock)
    #endif
    pthread_cond_init(changed, &attributes)
    pthread_condattr_destroy(&attributes)
  }

  deinit {
    pthread_cond_destroy(changed)
    pthread_mutex_destroy(mutex)
    changed.deallocate()
    mutex.deallocate()
  }

  /// Looks at the value, or changes it, and wakes whoever waits.
  public func with<Result>(_ body: (inout Value) -> Result) -> Result {
    pthread_mutex_lock(mutex)
    defer {
      pthread_cond_broadcast(changed)
      pthread_mutex_unlock(mutex)
    }
    return body(&value)
  }

  /// Waits until the body gives something, looking again after every change.
  ///
  /// - Parameter deadline: by `MonotonicClock.now`; nil waits without end.
  /// - Returns: nil when the deadline passed.
  public func wait<Result>(until deadline: Double? = nil, for body: (inout Value) -> Result?) -> Result? {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while true {
      if let result = body(&value) {
        pthread_cond_broadcast(changed)
        return result
      }
      guard let deadline else {
        pthread_cond_wait(changed, mutex)
        continue
      }
      let left = deadline - MonotonicClock.now
      if left <= 0 { return nil }
      var time = timespec()
      clock_gettime(Self.clock, &time)
      let nanoseconds = time.tv_nsec + Int(min(left, 1000) * 1e9)
      time.tv_sec += nanoseconds / 1_000_000_000
      time.tv_nsec = nanoseconds % 1_000_000_000
      pthread_cond_timedwait(changed, mutex, &time)
    }
  }
}

/// A clock that only goes forward, for time limits inside one process.
public enum MonotonicClock {
  /// Seconds since some moment.
  public static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
