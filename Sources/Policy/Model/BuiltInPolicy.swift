import Basics

extension PolicyDocument {
  /// What holds for the grant `default` when no policy file was written: reads are allowed, each write at most 30 times
  /// a minute per grant (the catalogue's class for writes), anything else is denied.
  ///
  /// - Parameters:
  ///   - reads: the names of the tools that only read.
  ///   - writes: the names of the tools that change something.
  public static func builtIn(reads: [String], writes: [String]) -> PolicyDocument {
    let writeRules = writes.map { tool in
      let counter = tool + "_rate"
      let limit = Limit(
        counter: counter, window: .minute, max: 30, scope: .grant, rule: Limit.rule(tool: tool, counter: counter))
      return (name: tool, rules: ToolRules(limits: [limit]))
    }
    return PolicyDocument(
      default: .deny, hide: [], allToolsLimits: [], tools: reads.map { ($0, ToolRules()) } + writeRules,
      fingerprint: "built-in")
  }
}
