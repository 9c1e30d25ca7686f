import Basics
import TrackingTime

/// A tool the server offers: one of the catalog's, or the server's own.
enum ServedTool: Sendable {
  case catalog(Tool)
  /// The verdict on a call.
  case checkCall

  /// The name of the server's own tool.
  static let checkCallName = "check_call"

  var name: String {
    switch self {
    case .catalog(let tool): tool.name
    case .checkCall: Self.checkCallName
    }
  }

  /// True if a call can change something.
  var isWrite: Bool {
    switch self {
    case .catalog(let tool): tool.access == .write
    case .checkCall: false
    }
  }

  /// The tool of the catalog.
  var catalogTool: Tool? {
    switch self {
    case .catalog(let tool): tool
    case .checkCall: nil
    }
  }
}

/// Which tools a server offers, before the policy hides any.
public struct ToolSelection: Sendable {
  /// Offers only the tools that read, whatever the policy says.
  public var readOnly: Bool
  /// Offers only the tools with these names; nil for all.
  public var names: [String]?
  /// Lists only the tools that the policy allows, possibly with a person's approval. The others are still denied by the
  /// policy if they are called.
  public var allowedOnly: Bool

  /// A selection; all tools unless something is left out.
  ///
  /// - Throws: a usage error for names no tool has.
  public init(readOnly: Bool = false, names: [String]? = nil, allowedOnly: Bool = false) throws(TTError) {
    self.readOnly = readOnly
    self.names = names
    self.allowedOnly = allowedOnly
    let known = Self.all.map(\.name)
    for name in names ?? [] where !known.contains(where: { $0.isIdentical(to: name) }) {
      throw .usage(
        "unknown tool \(name.quoted)",
        hint: Spelling.closestMatch(to: name, among: known).map { "did you mean \($0)?" }
          ?? "known tools: " + known.joined(separator: ", "))
    }
  }

  /// All tools there are.
  static let all = Catalog.tools.map(ServedTool.catalog) + [.checkCall] + Catalog.ownTools.map(ServedTool.catalog)

  /// The tools offered, in the catalog's order.
  var tools: [ServedTool] {
    Self.all.filter { tool in
      !(readOnly && tool.isWrite) && names?.contains { $0.isIdentical(to: tool.name) } ?? true
    }
  }

  /// The offered tool with a name; nil if there is none.
  func tool(_ name: String) -> ServedTool? { tools.first { $0.name.isIdentical(to: name) } }

  /// Why a tool is not offered.
  func absence(of name: String) -> String {
    guard let tool = Self.all.first(where: { $0.name.isIdentical(to: name) }) else { return "" }
    return readOnly && tool.isWrite ? " (this server is read-only)" : " (this server does not offer it)"
  }
}
