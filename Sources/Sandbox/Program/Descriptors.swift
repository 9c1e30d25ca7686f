import Foundation

/// The file descriptors of the process.
enum Descriptors {
  /// Those that are open now.
  static func open() -> Set<Int32> {
    #if os(Linux)
      let folder = "/proc/self/fd"
    #else
      let folder = "/dev/fd"
    #endif
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return Set(names.compactMap(Int32.init).filter { fcntl($0, F_GETFD) != -1 })
  }

  /// Keeps every descriptor opened since from the programs this process runs: a command that outlives the server must not
  /// hold its port.
  static func keepToSelf(except inherited: Set<Int32>) {
    for descriptor in open().subtracting(inherited) where descriptor > 2 {
      _ = fcntl(descriptor, F_SETFD, fcntl(descriptor, F_GETFD) | FD_CLOEXEC)
    }
  }
}
