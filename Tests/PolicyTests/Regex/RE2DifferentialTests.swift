import Basics
import Foundation
import TestSupport
import Testing

@testable import Policy

/// Our regular expressions beside RE2 itself.
@Suite("Regular expressions compared with RE2") struct RE2DifferentialTests {
  /// What RE2 accepts and is refused here, each named in tt-policy(5).
  private enum Unsupported: String, CaseIterable {
    case anyByte = "\\C"
    case script = "scripts"
    case steps = "5000 steps"
    case nesting = "200 deep"
    case length = "8192 characters"

    /// The construct an error is about; nil when RE2 should have refused the pattern too.
    init?(_ error: PatternError, in pattern: String) {
      let rest = pattern.unicodeScalars.dropFirst(error.column - 1)
      func begins(_ text: String) -> Bool { rest.starts(with: text.unicodeScalars) }
      if begins("\\C") {
        self = .anyByte
      } else if ["Greek", "Han", "Latin"].contains(where: { name in
        ["\\p{", "\\P{", "\\p{^", "\\P{^"].contains { begins($0 + name + "}") }
      }) {
        self = .script
      } else if error.message.contains("5000 steps") {
        self = .steps
      } else {
        return nil
      }
    }
  }

  /// For each line, a list of a pattern and its texts: `-` for a pattern that is refused, `?` for one that is too large
  /// for the memory RE2 may take, else a `1` for each text in which it is found and a `0` for each other.
  private static let program = """
    import json, re2, sys
    options = re2.Options()
    options.log_errors = False
    for line in sys.stdin.buffer:
        pattern, *texts = json.loads(line)
        try:
            compiled = re2.compile(pattern, options)
        except re2.error as error:
            print("?" if b"too large" in error.args[0] else "-")
        else:
            print("".join("0" if compiled.search(text) is None else "1" for text in texts))
    """

  @Test("a pattern is accepted when RE2 accepts it, and is found where RE2 finds it")
  func patterns() async throws {
    let seed: UInt64 = 20_260_302
    var generator = PatternGenerator(seed: seed)
    let cases = (0..<5000).map { _ in generator.next() }
    let lines = cases.map { JSONValue.array(([$0.pattern] + $0.texts).map { .string($0) }).compact }
    // Both work at the same time.
    async let theirs = PythonEnvironment.re2.answers(to: lines, by: Self.program)
    let ours = cases.map { Self.answer($0.pattern, $0.texts) }
    let answers = try await theirs
    try #require(answers.count == cases.count)
    var counts: [String: Int] = [:]
    var differences = Differences()
    for (index, (test, answer)) in zip(cases, answers).enumerated() {
      let place = "seed \(seed), pattern \(index): \(Self.shown(test.pattern))"
      switch ours[index] {
      case .failure(let error):
        if answer == "-" {
          counts["refused", default: 0] += 1
        } else if let construct = Unsupported(error, in: test.pattern) {
          counts[construct.rawValue, default: 0] += 1
        } else {
          differences.note("\(place) is refused (\(error.column): \(error.message)); RE2 accepts it")
        }
      case .success where answer == "-": differences.note("\(place) is accepted; RE2 refuses it")
      case .success where answer == "?": break
      case .success(let finds):
        for ((text, found), digit) in zip(zip(test.texts, finds), answer) {
          counts[found ? "found" : "not found", default: 0] += 1
          if found != (digit == "1"), found || !Self.isInsideOfCharacter(test.pattern, text) {
            differences.note("\(place) is \(found ? "found" : "not found") in \(Self.shown(text)); RE2 says otherwise")
          }
        }
      }
    }
    differences.report()
    // A generator that makes only one kind of case would compare nothing.
    for (kind, least) in [("refused", 200), ("found", 8000), ("not found", 4000), ("\\C", 1), ("scripts", 100)] {
      #expect(counts[kind, default: 0] >= least, "\(kind): \(counts)")
    }
  }

  /// In which of the texts a pattern is found, or why it is refused.
  private static func answer(_ pattern: String, _ texts: [String]) -> Result<[Bool], PatternError> {
    do throws(PatternError) {
      let pattern = try Pattern(pattern)
      return .success(texts.map { pattern.isFound(in: $0) })
    } catch {
      return .failure(error)
    }
  }

  /// RE2 also looks between the bytes of one character, where `\B` holds: a match of nothing that no text can have, and
  /// that its sister in Go does not find either.
  private static func isInsideOfCharacter(_ pattern: String, _ text: String) -> Bool {
    pattern.containsText("\\B") && text.unicodeScalars.contains { !$0.isASCII }
  }

  @Test("a category contains the same characters as in RE2")
  func categories() async throws {
    let names = [
      "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sm",
      "Sc", "Sk", "So", "Zs", "Zl", "Zp", "Cc", "Cf", "Co",
    ]
    let program = """
      import re2, sys
      text = "".join(map(chr, [*range(0xD800), *range(0xE000, 0x110000)]))
      for line in sys.stdin:
          found = re2.finditer(line.strip() + "+", text)
          print(*(f"{ord(text[match.start()])}-{ord(text[match.end() - 1])}" for match in found))
      """
    let answers = try await PythonEnvironment.re2.answers(to: names.map { "\\p{\($0)}" }, by: program)
    try #require(answers.count == names.count)
    var count = 0
    var differences = Differences()
    for (name, ranges) in zip(names, answers) {
      let set = try #require(CategorySet(name))
      for range in ranges.split(separator: " ") {
        let ends = range.split(separator: "-").compactMap { UInt32($0) }
        for value in ends[0]...ends[1] {
          guard let scalar = Unicode.Scalar(value), Self.isOld(scalar) else { continue }
          count += 1
          if !set.contains(value) {
            differences.note(
              "U+\(String(value, radix: 16)) is in \(name) in RE2; it is \(scalar.properties.generalCategory)")
          }
        }
      }
    }
    differences.report()
    #expect(count > 250_000)
  }

  @Test("case folding agrees with RE2, also in categories")
  func caseFolding() async throws {
    let cased = (UInt32(0)...0x1FFFF).compactMap { Unicode.Scalar($0) }.filter {
      Self.isOld($0) && ($0.properties.isCased || $0.properties.changesWhenCaseMapped)
    }
    let text = cased.map { String(Character($0)) }
    let names = ["L", "Lu", "Ll", "Lt", "Lm", "Lo", "M", "Mn", "N", "Nl", "S", "So", "C", "P"]
    let patterns =
      cased.map { "(?i)\\x{\(String($0.value, radix: 16))}" } + names.map { "(?i)\\p{\($0)}" }
      + ["(?i)\\w", "(?i)[[:^alpha:]]", "(?i)[\\x{80}-\\x{1FFFF}]", "(?i)[à-ɏ]", "(?i)\\PL"]
    let program = """
      import re2, sys
      text = sys.stdin.readline().rstrip("\\n")
      for line in sys.stdin:
          print("".join(re2.findall(line.rstrip("\\n"), text)))
      """
    let answers = try await PythonEnvironment.re2.answers(to: [text.joined()] + patterns, by: program)
    try #require(answers.count == patterns.count)
    var differences = Differences()
    let letters = Dictionary(grouping: cased) { CaseFolding.fold($0.value) }
    for (scalar, answer) in zip(cased, answers) {
      let same = letters[CaseFolding.fold(scalar.value)] ?? []
      if same != Array(answer.unicodeScalars) {
        differences.note("\(scalar) is the same as \(same); RE2 says \(Array(answer.unicodeScalars))")
      }
    }
    for (source, answer) in zip(patterns, answers).dropFirst(cased.count) {
      let pattern = try Pattern(source)
      let found = Set(zip(cased, text).filter { pattern.isFound(in: $0.1) }.map(\.0))
      for scalar in found.symmetricDifference(answer.unicodeScalars) {
        differences.note(
          "\(source) \(found.contains(scalar) ? "holds" : "does not hold") \(scalar); RE2 says otherwise")
      }
    }
    differences.report()
  }

  @Test("syntax that RE2 accepts and tt refuses is listed in tt-policy(5)")
  func documented() throws {
    let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
      "../../../man/tt-policy.5")
    let text = try String(contentsOf: page, encoding: .utf8).replacingOccurrences(of: "\n", with: " ")
      .replacingOccurrences(of: "\\e", with: "\\").replacingOccurrences(of: "\\-", with: "-")
    for construct in Unsupported.allCases {
      let isNamed = text.contains(construct.rawValue)
      #expect(isNamed, "\(construct)")
    }
  }

  /// True for characters that were assigned before Unicode 10 and have not changed since, so that two tables of
  /// different years agree.
  private static func isOld(_ scalar: Unicode.Scalar) -> Bool {
    // Unicode 16 moved two to other categories and gave two an upper case.
    let hasChanged = [0x19B, 0x264, 0x295, 0x1171E].contains(scalar.value)
    return !hasChanged && scalar.properties.age.map { $0.major < 10 } ?? false
  }

  private static func shown(_ text: String) -> String { JSONValue.string(text).compact }
}
