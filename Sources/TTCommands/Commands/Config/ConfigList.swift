import Basics

/// `tt config list`.
enum ConfigList {
  static let command = Command(
    group: .rest, summary: "List all settings and their effective values",
    details: ["For the meaning of the keys, see: tt help settings"], flags: [ConfigCommand.showOriginFlag],
    examples: [.init(line: "tt config list --show-origin", summary: "with the origin of each value")],
    action: .local(run))

  static func run(_ arguments: Arguments, _ session: Session) throws(TTError) -> Output {
    let rows = try session.effectiveSettings().map { JSONValue.object($0.row) }
    let origin = arguments.has("show-origin") ? [Column("origin"), Column("source")] : []
    let view = ListView(
      columns: [Column("key"), Column("value", kind: .literal)] + origin, empty: "no settings", idKey: "key")
    return Output(value: .array(rows), view: .table(view))
  }
}
