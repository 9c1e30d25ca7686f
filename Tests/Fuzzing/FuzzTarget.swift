/// A reader of tt's that gets arbitrary bytes. It must not crash, hang or leak, and a property of what it read must hold.
struct FuzzTarget: Sendable {
  /// Also the name of the folder of its first inputs.
  let name: String
  let run: @Sendable ([UInt8]) -> Void

  /// The target of this process.
  nonisolated(unsafe) static var current: FuzzTarget?

  static let all = [
    FuzzTarget(name: "approvals", run: fuzzApprovals),
    FuzzTarget(name: "arguments", run: fuzzArguments),
    FuzzTarget(name: "audit", run: fuzzAudit),
    FuzzTarget(name: "entries", run: fuzzEntries),
    FuzzTarget(name: "envelope", run: fuzzEnvelope),
    FuzzTarget(name: "json", run: fuzzJSON),
    FuzzTarget(name: "limits", run: fuzzLimits),
    FuzzTarget(name: "mcp", run: fuzzMCP),
    FuzzTarget(name: "policy", run: fuzzPolicy),
    FuzzTarget(name: "regex", run: fuzzRegex),
    FuzzTarget(name: "times", run: fuzzTimes),
    FuzzTarget(name: "zones", run: fuzzZones),
  ]
}

/// Ends the process, which is a finding, unless the condition holds.
func require(_ condition: Bool, _ property: @autoclosure () -> String) {
  if !condition { fatalError("does not hold: \(property())") }
}

/// The text of the bytes, as tt decodes arguments and files.
func text(_ bytes: some Sequence<UInt8>) -> String { String(decoding: Array(bytes), as: UTF8.self) }

/// The lines of an input, for targets that take several texts.
func lines(_ bytes: [UInt8]) -> [String] {
  bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map { text($0) }
}

/// What libFuzzer calls with one input after another.
@_cdecl("LLVMFuzzerTestOneInput")
func testOneInput(_ data: UnsafePointer<UInt8>?, _ size: Int) -> Int32 {
  FuzzTarget.current?.run(Array(UnsafeBufferPointer(start: data, count: size)))
  return 0
}
