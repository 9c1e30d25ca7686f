import Basics
import Policy

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

// Measures what happens within one process, for `make bench`: verdicts per second, and how long a durable admission takes
// beside what the disk needs for replacing a file. Works in the folder given, and prints one JSON document.

/// The seconds that a body takes.
func seconds(_ body: () throws -> Void) rethrows -> Double {
  let began = MonotonicClock.now
  try body()
  return MonotonicClock.now - began
}

/// Verdicts per second of a policy with a limit.
func verdictRate(_ policy: PolicyDocument, _ call: PolicyCall) throws -> Int {
  let rounds = 1_000_000
  var allowed = 0
  let time = seconds {
    for _ in 0..<rounds {
      if case .allow = PolicyDocument.evaluate(call, by: policy) { allowed += 1 }
    }
  }
  guard allowed == rounds else { throw TTError(.config, "the policy does not allow the call") }
  return Int(Double(rounds) / time)
}

func measure(_ folder: String) throws -> JSONValue {
  let text =
    #"{"version":"1","default":"deny","tools":{"track_task":{"limits":[{"counter":"bench","window":"day","max":1000000}]}}}"#
  let policy = try PolicyDocument(reading: Array(text.utf8))
  let call = PolicyCall(tool: "track_task", arguments: ["task_id": 42], grant: "default")
  let rate = try verdictRate(policy, call)

  let source = PolicySource(grant: "default", override: nil, configFolder: folder, grants: [:], builtIn: policy)
  let store = FileStateStore(folder: folder + "/state") {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Instant(seconds: Int(time.tv_sec), nanoseconds: Int(time.tv_nsec))
  }
  let gate = Gate(source: source, store: store, channel: Channel("bench"))
  let content = [UInt8](repeating: UInt8(ascii: "x"), count: 400)
  try Files.makeFolder(folder + "/disk")
  var admissions: [JSONValue] = []
  var replacements: [JSONValue] = []
  for _ in 0..<1000 {
    let admission = try seconds {
      let reservation = try gate.reserve(gate.evaluate(call)).persist()
      _ = consume reservation
    }
    // Written, flushed and renamed, and the folder flushed.
    let replacement = try seconds { try Files.writeAtomically(folder + "/disk/file", with: content) }
    admissions.append(JSONValue(Int(admission * 1e6)))
    replacements.append(JSONValue(Int(replacement * 1e6)))
  }
  return ["verdicts": JSONValue(rate), "admission_us": .array(admissions), "replacement_us": .array(replacements)]
}

guard CommandLine.arguments.count == 2 else {
  print("usage: tt-bench FOLDER")
  exit(2)
}
do {
  print(try measure(CommandLine.arguments[1]).compact)
} catch {
  print("tt-bench: \(error)")
  exit(1)
}
