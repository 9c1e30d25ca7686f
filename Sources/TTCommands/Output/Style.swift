/// Colour and weight on a terminal. Flags beat the environment; without a terminal there is none unless asked for.
struct Style: Sendable {
  let isOn: Bool

  /// No colour.
  static let plain = Style(isOn: false)

  private init(isOn: Bool) { self.isOn = isOn }

  /// The style for a stream: `--no-color`, then `NO_COLOR`, `CLICOLOR_FORCE` and `TERM`, then whether a person looks at it.
  init(_ stream: Context.OutputStream, _ context: Context, isOff: Bool) {
    if isOff || context.variable("NO_COLOR") != nil {
      isOn = false
    } else if let force = context.variable("CLICOLOR_FORCE"), force != "0" {
      isOn = true
    } else {
      isOn = stream.isTerminal && context.variable("TERM") != "dumb"
    }
  }

  func bold(_ text: String) -> String { wrap(text, "1") }
  func red(_ text: String) -> String { wrap(text, "31") }
  func green(_ text: String) -> String { wrap(text, "32") }
  func dim(_ text: String) -> String { wrap(text, "2") }

  private func wrap(_ text: String, _ code: String) -> String {
    isOn && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
