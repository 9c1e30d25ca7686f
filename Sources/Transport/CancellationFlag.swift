import CCurl

/// A switch that ends a running transfer, from another thread or from a signal handler.
public final class CancellationFlag: @unchecked Sendable {
  // Only reached through the atomic functions of CCurl.
  let pointer: UnsafeMutablePointer<Int32>

  /// A flag that is not raised.
  public init() {
    pointer = .allocate(capacity: 1)
    pointer.initialize(to: 0)
  }

  deinit { pointer.deallocate() }

  /// Ends the transfers that use this flag, those to come included, until it is lowered.
  public func set() { tt_flag_set(pointer, 1) }

  /// Lets transfers run again.
  public func clear() { tt_flag_set(pointer, 0) }

  /// True between `raise` and `lower`.
  public var isSet: Bool { tt_flag_get(pointer) != 0 }
}
