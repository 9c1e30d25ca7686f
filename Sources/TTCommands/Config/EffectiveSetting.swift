import Basics

/// The effective value of a setting and where it comes from.
struct EffectiveSetting: Sendable {
  /// Where a value comes from. The raw value is the word in the output.
  enum Origin: String, Sendable {
    case flag
    case environment
    case file = "config file"
    case standard = "default"
  }

  /// The setting's dotted name.
  var name: String
  /// Nil if the setting has no value.
  var value: JSONValue?
  var origin: Origin
  /// The flag, the variable or the path of the file.
  var source: String?

  /// The setting as a row of `tt config list`.
  var row: JSONObject {
    var row: JSONObject = ["key": .string(name), "value": value ?? .null, "origin": .string(origin.rawValue)]
    row["source"] = source.map(JSONValue.string)
    return row
  }

  /// The value as text.
  var text: String { value.map { $0.string ?? $0.compact } ?? "" }
}

extension Session {
  /// The effective value of a setting: that of its flag, else the environment, else the file, else the default.
  func effective(_ name: ConfigName, _ settings: Settings) throws(TTError) -> EffectiveSetting {
    let key = name.key
    if let flag = key.flag, let word = arguments.value(flag) {
      return EffectiveSetting(name: name.text, value: key.kind.value(from: word), origin: .flag, source: "--" + flag)
    }
    if let variable = key.variable, let word = context.variable(variable) {
      return EffectiveSetting(
        name: name.text, value: key.kind.value(from: word), origin: .environment, source: variable)
    }
    if key.name == ConfigKey.storeName, context.environment[ConfigKey.storeVariable] != nil {
      return EffectiveSetting(name: name.text, value: nil, origin: .environment, source: ConfigKey.storeVariable)
    }
    if let value = settings[name.steps] {
      return EffectiveSetting(name: name.text, value: value, origin: .file, source: try configFile().path)
    }
    return EffectiveSetting(name: name.text, value: key.standard, origin: .standard)
  }

  /// All general settings, and those of the configured grants.
  func effectiveSettings() throws(TTError) -> [EffectiveSetting] {
    let settings = try settings()
    // Weekdays that have no working time of their own are not worth a line each.
    let general = ConfigKey.all.filter { !$0.isOfGrant && (!$0.isOfWeekday || settings[$0.steps] != nil) }
    var names = general.map { ConfigName($0) }
    for grant in settings[["grants"]]?.object?.keys ?? [] {
      let ofGrant = ConfigKey.all.filter(\.isOfGrant).map { ConfigName($0, grant: grant) }
      names += ofGrant.filter { settings[$0.steps] != nil }
    }
    return try names.map { name throws(TTError) in try effective(name, settings) }
  }

  /// `config.json`.
  func configFile() throws(TTError) -> ConfigFile { ConfigFile(folder: try folders().config) }
}
