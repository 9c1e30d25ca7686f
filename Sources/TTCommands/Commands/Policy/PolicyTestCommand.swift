import Basics
import Policy

/// `tt policy test`: runs the cases somebody wrote for a policy. Nothing is sent, used up or recorded.
enum PolicyTestCommand {
  static let command = Command(
    path: ["policy", "test"], group: .guarding, summary: "Run test cases for policies",
    details: [
      "FILE is a JSON list of cases: {\"name\", \"policy\", \"calls\": [{\"tool\", \"args\", \"grant\", \"at\"}], \"expect\": "
        + "[{\"decision\", \"rule\"}]}. The calls of a case share counters of its own, \"at\" is the clock (RFC 3339), and a "
        + "policy of null means none. Tools can have any names.",
      "A decision is allow, deny, limit, approval or invalid (the policy is refused); deny is content with limit. A rule of "
        + "null is not looked at.",
      "Prints a line for each case. Exit 0 when all are as expected, 1 when some are not, 2 when FILE is no list of cases.",
    ],
    operands: [.init(name: "FILE", summary: "a file of cases", isRequired: true, completion: .file)],
    examples: [.init(line: "tt policy test cases.json", summary: "are the policies what they are meant to be?")],
    action: .local(run))

  static func run(_ arguments: Arguments, _ session: Session) throws(TTError) -> Output {
    let results = try read(arguments.operands[0]).map { $0.run() }
    let lines = results.map { result in
      (result.isOK ? "ok      " : "not ok  ") + result.policyCase.name + (result.difference.map { ": " + $0 } ?? "")
    }
    return Output(
      value: .array(results.map(json)), view: .lines(lines),
      notes: results.isEmpty ? ["\(arguments.operands[0]) has no cases"] : [],
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
      return try PolicyCase.read(bytes)
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
