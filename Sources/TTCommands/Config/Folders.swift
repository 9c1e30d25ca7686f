import Basics

/// The folders of tt's files, by the XDG base directory specification: a variable that is unset, empty or relative means
/// its default below the home folder.
struct Folders: Sendable, Equatable {
  var config: String
  var state: String
  var cache: String

  /// The folders for an environment.
  ///
  /// - Throws: `.config` when a folder depends on HOME and HOME is not an absolute path. The context of a process has
  ///   the home folder of the password database where the environment has none.
  init(_ context: Context) throws(TTError) {
    func folder(_ variable: String, _ fallback: String) throws(TTError) -> String {
      if let value = context.variable(variable), value.hasPrefix("/") { return value + "/tt" }
      guard let home = context.variable("HOME"), home.hasPrefix("/") else {
        throw .config(
          "\(variable) is not set, and no home folder is known: neither HOME nor the password database has one",
          hint: "set HOME, or XDG_CONFIG_HOME, XDG_STATE_HOME and XDG_CACHE_HOME")
      }
      return home + "/" + fallback + "/tt"
    }
    config = try folder("XDG_CONFIG_HOME", ".config")
    state = try folder("XDG_STATE_HOME", ".local/state")
    cache = try folder("XDG_CACHE_HOME", ".cache")
  }
}
