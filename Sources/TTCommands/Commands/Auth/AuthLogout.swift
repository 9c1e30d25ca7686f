import Basics
import TrackingTime

/// `tt auth logout`.
enum AuthLogout {
  static let command = Command(
    group: .rest, summary: "Remove the password saved by tt auth login",
    examples: [.init(line: "tt auth logout", summary: "remove credentials.json")], action: .local(run))

  static func run(_ arguments: Arguments, _ session: Session) throws(TTError) -> Output {
    // The password is removed whether or not config.json can be read, but not if it locks the grant.
    if session.isLocked { try ConfigCommand.rejectIfLocked(session) }
    let folders = try session.folders()
    let file = CredentialsFile(folder: folders.config)
    let removed = try file.remove()
    AuthCommand.forgetUser(folders)
    let others = (try? session.credentialSearch().sources) ?? []
    let line = removed ? "Logged out: removed \(file.path)." : "Not logged in: \(file.path) does not exist."
    return Output(
      value: ["changed": .bool(removed), "path": .string(file.path), "still": .array(others.map(JSONValue.string))],
      view: .lines([line]), notes: others.map { "\($0) still provides credentials" })
  }
}
