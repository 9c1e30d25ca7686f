import Basics

/// The local rate-limit file `limits.json`: counters shared exactly by any number of processes.
///
/// It is read and replaced under the folder's lock, so a reservation is either on the disk or did not happen.
public struct LimitsFile: Sendable {
  /// The file's path.
  public let path: String

  /// The limits file in a state folder.
  public init(folder: String) { path = folder + "/limits.json" }

  /// The counters as they stand; none when there is no file yet. Reading needs no lock: the file is replaced whole.
  public func read() throws(TTError) -> Counters {
    let bytes: [UInt8]?
    do throws(SystemError) {
      bytes = try Files.read(path, followLinks: false)
    } catch {
      throw .config(
        error.code == ELOOP
          ? "the limits file \(path) is a symbolic link, which tt does not follow"
          : "the limits file \(path) cannot be read: \(error.reason)", hint: "no call is made without it")
    }
    guard let bytes else { return Counters() }
    guard let json = try? JSONValue.parse(bytes), let counters = Counters(json) else {
      throw .config(
        "the limits file \(path) is damaged", hint: "remove it to start counting anew: rm '\(path)'")
    }
    return counters
  }

  /// Replaces the counters. The folder's lock must be held, which the parameter proves.
  public func write(_ counters: Counters, _ lock: borrowing FolderLock) throws(TTError) {
    do throws(SystemError) {
      try Files.replace(path, with: Array((counters.json.compact + "\n").utf8))
    } catch {
      throw .config(
        "the limits file \(path) cannot be written: \(error.reason)", hint: "check the folder's permissions and space")
    }
  }
}
