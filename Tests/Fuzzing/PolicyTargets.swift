import Basics
import Policy

/// A policy: printed anew it is the same policy, every call has a verdict, and explaining it does not change it.
func fuzzPolicy(_ bytes: [UInt8]) {
  guard let policy = try? PolicyDocument(reading: bytes), let json = try? JSONValue.parse(bytes) else { return }
  let printed = try? PolicyDocument(reading: Array(json.pretty.utf8))
  require(printed?.limits == policy.limits && printed?.tools.map(\.name) == policy.tools.map(\.name), "\(json.pretty)")
  let names = policy.tools.prefix(8).map(\.name) + ["track_task"]
  for tool in names {
    for arguments in calls {
      let call = PolicyCall(tool: tool, arguments: arguments, grant: "g")
      let verdict = PolicyDocument.evaluate(call, by: policy)
      require(verdict == PolicyDocument.explain(call, by: policy).0, "explaining does not change a verdict")
      require(verdict == PolicyDocument.evaluate(call, by: printed), "printing does not change a verdict")
    }
  }
}

private let calls: [JSONObject] = [
  [:], ["task_id": 42, "notes": "PRJ-1 e\u{301}", "date": nil],
  ["task_id": "42", "duration": .number(JSONNumber(1.5) ?? JSONNumber(1)), "args": ["a": [1, "b", true]]],
]

/// A regular expression and, on the following lines, a text: compiled or refused, and found or not, in linear time.
func fuzzRegex(_ bytes: [UInt8]) {
  guard let end = bytes.firstIndex(of: 0x0A) else { return }
  let source = text(bytes[..<end])
  let subject = text(bytes[(end + 1)...])
  do throws(PatternError) {
    let pattern = try Pattern(source)
    let found = pattern.isFound(in: subject)
    if let alternative = try? Pattern("(?:\(source))|(?:\(source))") {
      require(alternative.isFound(in: subject) == found, "\(source)|\(source) is \(source)")
    }
  } catch {
    require((1...source.unicodeScalars.count + 1).contains(error.column), "column \(error.column) of \(source)")
  }
}
