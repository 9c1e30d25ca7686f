import Basics

/// `tt config path`.
enum ConfigPath {
  static let command = Command(
    group: .rest, summary: "Print the path of config.json",
    examples: [.init(line: "tt config path", summary: "whether or not the file exists")], action: .local(run))

  static func run(_ arguments: Arguments, _ session: Session) throws(TTError) -> Output {
    let path = try session.configFile().path
    return Output(
      value: ["path": .string(path), "exists": .bool(Files.status(path) != nil)], view: .lines([path]))
  }
}
