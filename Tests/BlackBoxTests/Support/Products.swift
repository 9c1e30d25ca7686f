import Foundation

/// The programs under test: beside the test bundle in the folder of build products, or in that of `TT_PROGRAMS`.
enum Products {
  static let tt = folder + "/tt"
  static let sandbox = folder + "/tt-sandbox"
  static let docs = folder + "/tt-docs"

  static let folder: String = {
    if let folder = ProcessInfo.processInfo.environment["TT_PROGRAMS"] { return folder }
    #if os(Linux)
      let executable = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
      let bundle = URL(fileURLWithPath: executable)
    #else
      let bundle = Bundle.allBundles.map(\.bundleURL).first { $0.pathExtension == "xctest" } ?? Bundle.main.bundleURL
    #endif
    return bundle.deletingLastPathComponent().path
  }()
}

/// Limits how many fixtures exist at once, so that a slow machine is not overloaded.
actor ConcurrencyLimit {
  static let shared = ConcurrencyLimit(16)

  private var free: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(_ places: Int) { free = places }

  func enter() async {
    if free > 0 {
      free -= 1
      return
    }
    await withCheckedContinuation { waiting.append($0) }
  }

  func leave() {
    if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
  }
}
