import Basics

/// `approvals.json`: what waits for a person, and what a person said.
public struct ApprovalsFile: Sendable {
  private let file: StateFile

  /// The approvals file in a state folder.
  public init(folder: String) {
    file = StateFile(
      path: folder + "/approvals.json", name: "approvals file", remedy: "to forget every request and every yes")
  }

  /// The approvals as they stand; none when there is no file yet.
  public func read() throws(TTError) -> Approvals { try file.read(Approvals.init) ?? Approvals() }

  /// Replaces the approvals. The folder's lock must be held, which the parameter proves.
  func write(_ approvals: Approvals, _ lock: borrowing FolderLock) throws(TTError) {
    try file.write(approvals.json, lock)
  }
}
