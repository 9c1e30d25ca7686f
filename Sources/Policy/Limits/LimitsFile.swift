import Basics

/// The local rate-limit file `limits.json`: counters shared exactly by any number of processes.
public struct LimitsFile: Sendable {
  private let file: StateFile

  /// The limits file in a state folder.
  public init(folder: String) {
    file = StateFile(path: folder + "/limits.json", name: "limits file", remedy: "to start counting anew")
  }

  /// The file's path.
  public var path: String { file.path }

  /// The counters as they stand; none when there is no file yet.
  public func read() throws(TTError) -> Counters { try file.read(Counters.init) ?? Counters() }

  /// Replaces the counters. The folder's lock must be held, which the parameter proves.
  public func write(_ counters: Counters, _ lock: borrowing FolderLock) throws(TTError) {
    try file.write(counters.json, lock)
  }
}
