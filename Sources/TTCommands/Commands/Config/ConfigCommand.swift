import Basics
import Policy

/// What the `tt config` commands share.
enum ConfigCommand {
  static let showOriginFlag = Flag(
    name: "show-origin", summary: "show where each value comes from: flag, environment, config file or default")

  static let keyOperand = Command.Operand(
    name: "KEY", summary: "setting, such as account_id or grants.NAME.policy", isRequired: true,
    completion: .words(ConfigKey.all.map(\.name)))

  /// Rejects a change of `config.json` while it locks the grant. A file that cannot be read is not considered locked,
  /// since it has to be fixed by hand anyway.
  ///
  /// - Parameter value: the new value; nil to remove the setting.
  static func rejectIfLocked(
    _ name: ConfigName, to value: JSONValue?, path: String, session: Session
  ) throws(TTError) {
    guard let settings = try? session.settings(), let lock = settings.grantLock, settings[name.steps] != value else {
      return
    }
    throw TTError(
      .policyDenied, Denial.prefix + "config.json locks the grant to \(lock) and cannot be changed by tt.",
      hint: "edit \(path) by hand", rule: "(grant lock)")
  }

  /// Rejects a change of the stored credentials while `config.json` locks the grant.
  static func rejectIfLocked(_ session: Session) throws(TTError) {
    guard let lock = try session.settings().grantLock else { return }
    throw TTError(
      .policyDenied,
      Denial.prefix + "config.json locks the grant to \(lock); the credentials cannot be changed from here.",
      hint: "use another XDG_CONFIG_HOME, or edit config.json by hand", rule: "(grant lock)")
  }

  /// The note that a change has no effect while the environment overrides the setting.
  static func overrideNotes(_ name: ConfigName, _ session: Session) -> [String] {
    guard let variable = name.key.variable, session.context.variable(variable) != nil else { return [] }
    return ["\(variable) is set and overrides \(name.text)"]
  }
}
