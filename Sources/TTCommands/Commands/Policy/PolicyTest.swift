import Basics
import Policy
import TrackingTime

/// `tt policy test`. Nothing is sent, used up or recorded.
enum PolicyTest {
  static let command = Command(
    group: .policy, summary: "Run test cases for policies",
    details: [
      "FILE is a JSON list of cases: {\"name\", \"policy\", \"calls\": [{\"tool\", \"args\", \"grant\", \"at\"}], \"expect\": "
        + "[{\"decision\", \"rule\"}]}. Each case has counters of its own, \"at\" sets the clock (RFC 3339), and a null "
        + "policy means no policy. Tools can have any name; those that tt adds to "
        + "the service's have to be named by a policy, as for a call.",
      "A decision is allow, deny, limit, approval or invalid (the policy is rejected); an expected deny accepts limit as well. "
        + "A null rule is not compared.",
      "Prints one line per case. The exit code is 0 if all cases match, 1 if some differ, and 2 if FILE is not a list of "
        + "cases.",
    ],
    operands: [.init(name: "FILE", summary: "file of test cases", isRequired: true, completion: .file)],
    examples: [.init(line: "tt policy test cases.json", summary: "test the policies of a file")],
    action: .local(run))

  static func run(_ arguments: Arguments, _ session: Session) throws(TTError) -> Output {
    let results = try read(arguments.operands[0]).map { $0.run() }
    let lines = results.map { result in
      (result.isOK ? "ok      " : "not ok  ") + result.policyCase.name + (result.difference.map { ": " + $0 } ?? "")
    }
    return Output(
      value: .array(results.map(json)), view: .lines(lines),
      notes: results.isEmpty ? ["\(arguments.operands[0]) contains no cases"] : [],
      exit: results.allSatisfy(\.isOK) ? 0 : 1)
  }

  private static func read(_ file: String) throws(TTError) -> [PolicyCase] {
    let bytes: [UInt8]?
    do throws(SystemError) {
      bytes = try Files.read(file)
    } catch {
      throw .usage("\(file) cannot be read: \(error.reason)")
    }
    guard let bytes else { throw .usage("\(file) does not exist") }
    do throws(InvalidPolicy) {
      return try PolicyCase.read(bytes, mustBeNamed: Set(Catalog.ownTools.map(\.name)))
    } catch {
      var wrong = TTError.usage(
        file + ":" + (error.problems.first?.text ?? ""), hint: "see: tt policy test --help")
      wrong.details = error.problems.dropFirst().map { file + ":" + $0.text }
      throw wrong
    }
  }

  private static func json(_ result: PolicyCase.Result) -> JSONValue {
    let got = result.outcomes.map { outcome -> JSONValue in
      ["decision": .string(outcome.decision.rawValue), "rule": .string(outcome.rule)]
    }
    return ["name": .string(result.policyCase.name), "ok": .bool(result.isOK), "got": .array(got)]
  }
}
