/// Colour and weight on a terminal. Flags override the environment; without a terminal the style is off unless forced.
struct Style: Sendable {
  let isOn: Bool

  /// No colour.
  static let plain = Style(isOn: false)

  private init(isOn: Bool) { self.isOn = isOn }

  /// The style for a stream, by `--no-color`, then `NO_COLOR`, `CLICOLOR_FORCE`, and whether it is a capable terminal.
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
