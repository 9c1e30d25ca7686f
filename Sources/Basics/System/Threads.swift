/// Threads without a concurrency runtime. Starting one takes microseconds and a page of stack.
public enum Threads {
  private final class Start {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  /// The address space for a stack, in bytes. Untouched pages cost nothing.
  private static let stackBytes = 8 << 20

  /// Runs a body on a new thread, which ends with it. The thread cannot be joined; use a `Guarded` to signal
  /// completion.
  ///
  /// - Returns: false if no thread could be created.
  public static func start(_ body: @escaping @Sendable () -> Void) -> Bool {
    guard let thread = begin(body) else { return false }
    pthread_detach(thread)
    return true
  }

  /// Runs a body that mostly waits, as for the disk, on a new thread while this one runs another, and returns once both
  /// are done. If no thread can be created, runs them one after the other.
  public static func runConcurrently(_ body: () -> Void, beside other: () -> Void) {
    withoutActuallyEscaping(body) { body in
      // Nothing the body uses is touched here until the thread has ended.
      nonisolated(unsafe) let body = body
      let thread = begin { body() }
      other()
      if let thread { pthread_join(thread, nil) } else { body() }
    }
  }

  private static func begin(_ body: @escaping @Sendable () -> Void) -> pthread_t? {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, stackBytes)
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

/// A value shared by threads, which can be accessed by one at a time and waited for.
public final class Guarded<Value>: @unchecked Sendable {
  // The value is only accessed while the mutex is held.
  private var value: Value
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let changed: UnsafeMutablePointer<pthread_cond_t>

  #if canImport(Darwin)
    private static var clock: clockid_t { CLOCK_REALTIME }
  #else
    private static var clock: clockid_t { CLOCK_MONOTONIC }
  #endif

  /// Takes over a value, which must not be accessed in any other way from now on.
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
      // Setting the clock must not affect time limits. macOS supports only the wall clock here.
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

  /// Reads or changes the value, and wakes all waiting threads.
  public func with<Result>(_ body: (inout Value) -> Result) -> Result {
    pthread_mutex_lock(mutex)
    defer {
      pthread_cond_broadcast(changed)
      pthread_mutex_unlock(mutex)
    }
    return body(&value)
  }

  /// Waits until the body returns a result, and calls it again after every change.
  ///
  /// - Parameter deadline: a time of `MonotonicClock.now`; nil waits indefinitely.
  /// - Returns: nil if the deadline passed.
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
  /// Seconds since an arbitrary point in time.
  public static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
