import Basics
import Foundation
import TestSupport
import Testing

/// Reading and writing JSON beside the module of Python.
@Suite("JSON compared with Python", .enabled(if: Oracle.hasPython))
struct JSONDifferentialTests {
  /// For each line, a document in Base64: what it says when it is read strictly, leniently, and leniently with sorted
  /// members; `-` where it is refused. Numbers are given by their literal, texts by their code points.
  ///
  /// Python reads more than JSON is: NaN and Infinity are refused here. What tt refuses of what it reads, by intent: a
  /// name twice in an object and half of a surrogate pair, both only strictly, and nesting beyond 256 levels.
  private static let program = """
    import base64, json, sys
    sys.setrecursionlimit(10000)

    class Number(str): pass
    class Object(list): pass

    def refuse(word):
        raise ValueError(word)

    def text(value, strict):
        codes = [ord(character) for character in value]
        halves = [0xD800 <= code < 0xE000 for code in codes]
        if strict and any(halves):
            raise ValueError("half of a pair")
        return ".".join("fffd" if half else f"{code:x}" for code, half in zip(codes, halves))

    def say(value, strict, ordered, level=0):
        if level > 256:
            raise ValueError("too deep")
        if isinstance(value, Number):
            return "#" + value
        if isinstance(value, str):
            return "'" + text(value, strict) + "'"
        if isinstance(value, Object):
            names = [name for name, _ in value]
            if strict and len(set(names)) < len(names):
                raise ValueError("a name twice")
            members = sorted(value, key=lambda member: member[0]) if ordered else value
            return "{" + ",".join("'" + text(name, strict) + "':" + say(item, strict, ordered, level + 1)
                                  for name, item in members) + "}"
        if isinstance(value, list):
            return "[" + ",".join(say(item, strict, ordered, level + 1) for item in value) + "]"
        return {None: "n", True: "t", False: "f"}[value]

    def depth(value):
        items = [item for _, item in value] if isinstance(value, Object) else value if isinstance(value, list) else None
        return 0 if items is None else 1 + max(map(depth, items), default=0)

    def read(document, strict=False, ordered=False):
        try:
            value = json.loads(document.decode("utf-8-sig"), object_pairs_hook=Object, parse_int=Number,
                               parse_float=Number, parse_constant=refuse)
            return say(value, strict, ordered) if depth(value) <= 256 else "-"
        except ValueError:
            return "-"

    for line in sys.stdin:
        document = base64.b64decode(line)
        print(read(document, strict=True), read(document), read(document, ordered=True))
    """

  private struct Answer {
    var strict: Substring
    var lenient: Substring
    var sorted: Substring
  }

  private static func answers(_ documents: [[UInt8]]) throws -> [Answer] {
    let lines = try Oracle.runPython(program, lines: documents.map { Data($0).base64EncodedString() })
      .split(separator: "\n")
    try #require(lines.count == documents.count)
    return try lines.map { line in
      let parts = line.split(separator: " ")
      try #require(parts.count == 3)
      return Answer(strict: parts[0], lenient: parts[1], sorted: parts[2])
    }
  }

  @Test("a document is read when Python reads it, as the same value, and is written as that value")
  func documents() throws {
    let seed: UInt64 = 8259
    var generator = JSONTextGenerator(seed: seed)
    let documents = (0..<2500).map { _ in generator.next() }
    // What was written is read in the same run: where in the list, and from which document.
    var written: [(document: Int, form: String, bytes: [UInt8])] = []
    var ours: [(strict: String, lenient: String)] = []
    for (index, document) in documents.enumerated() {
      let strict = try? JSONValue.parse(document)
      let lenient = try? JSONValue.parse(document, as: .lenient)
      ours.append((strict.map(Self.said) ?? "-", lenient.map(Self.said) ?? "-"))
      guard let lenient else { continue }
      for (form, text) in [
        ("compact", lenient.compact), ("pretty", lenient.pretty), ("canonical", lenient.canonical),
      ] { written.append((index, form, Array(text.utf8))) }
    }
    let answers = try Self.answers(documents + written.map(\.bytes))
    var differences = Differences()
    var counts = (strict: 0, lenient: 0, refused: 0)
    for (index, (document, answer)) in zip(documents, answers).enumerated() {
      let place = "seed \(seed), document \(index): \(String(decoding: document, as: UTF8.self))"
      if ours[index].strict != answer.strict {
        differences.note("\(place): \(ours[index].strict), Python \(answer.strict)")
      }
      if ours[index].lenient != answer.lenient {
        differences.note("\(place), lenient: \(ours[index].lenient), Python \(answer.lenient)")
      }
      if answer.lenient == "-" {
        counts.refused += 1
      } else if answer.strict == "-" {
        counts.lenient += 1
      } else {
        counts.strict += 1
      }
    }
    for ((index, form, bytes), answer) in zip(written, answers.dropFirst(documents.count)) {
      let expected = form == "canonical" ? answers[index].sorted : answers[index].lenient
      if answer.lenient != expected {
        differences.note("seed \(seed), document \(index), \(form): \(String(decoding: bytes, as: UTF8.self))")
      }
    }
    differences.report()
    #expect(counts.strict > 800 && counts.lenient > 50 && counts.refused > 500, "\(counts)")
  }

  /// A value as the program above says it.
  private static func said(_ value: JSONValue) -> String {
    func text(_ text: String) -> String {
      "'" + text.unicodeScalars.map { String($0.value, radix: 16) }.joined(separator: ".") + "'"
    }
    switch value {
    case .null: return "n"
    case .bool(let value): return value ? "t" : "f"
    case .number(let number): return "#" + number.literal
    case .string(let string): return text(string)
    case .array(let elements): return "[" + elements.map(said).joined(separator: ",") + "]"
    case .object(let object):
      return "{" + object.map { text($0.key) + ":" + said($0.value) }.joined(separator: ",") + "}"
    }
  }

  @Test("a number has the same integer and double value as in Python")
  func numbers() throws {
    let program = """
      import decimal, struct, sys
      decimal.getcontext().prec = 2000
      for line in sys.stdin:
          exact = decimal.Decimal(line.strip())
          whole = exact == exact.to_integral_value() and -2**63 <= exact < 2**63
          print(int(exact) if whole else "-", struct.unpack(">Q", struct.pack(">d", float(line)))[0])
      """
    let seed: UInt64 = 754
    var generator = JSONTextGenerator(seed: seed)
    let literals =
      ["0", "-0", "1e18", "9223372036854775807.0", "922337203685477580800e-2", "-9.223372036854775808e18", "1e19"]
      + ["1.00000000000000000001e1", "10e-1", "0e999", "0.0e-999", "1e-999", "-1e999"]
      + (0..<3000).map { _ in generator.number() }
    let lines = try Oracle.runPython(program, lines: literals).split(separator: "\n")
    try #require(lines.count == literals.count)
    var differences = Differences()
    var integers = 0
    for (literal, line) in zip(literals, lines) {
      let parts = line.split(separator: " ")
      let value = try JSONValue.parse(literal)
      let double = try #require(value.double)
      if value.int != Int(parts[0]) {
        differences.note(
          "seed \(seed): \(literal) is \(value.int.map(String.init) ?? "no integer"), Python says \(parts[0])")
      }
      if value.int != nil { integers += 1 }
      let expected = try Double(bitPattern: #require(UInt64(parts[1])))
      if double != expected { differences.note("seed \(seed): \(literal) is \(double), Python says \(expected)") }
    }
    differences.report()
    #expect(integers > 800)
  }

  @Test("a double is written as a number that Python reads as the same double")
  func doubles() throws {
    let program = """
      import json, struct, sys
      for line in sys.stdin:
          bits, literal = line.split()
          print(json.loads(literal) == struct.unpack(">d", struct.pack(">Q", int(bits)))[0])
      """
    let seed: UInt64 = 1985
    var dice = SeededGenerator(seed: seed)
    var doubles: [Double] = [
      0, -0.0, 0.1, 1e15, 1e16, 1e22, .leastNonzeroMagnitude, .greatestFiniteMagnitude, -1.5, 999_999_999_999_999,
    ]
    for _ in 0..<1000 {
      doubles.append(Double(bitPattern: dice.next()))
      doubles.append(Double(dice.below(2_000_000) - 1_000_000) / Double(dice.pick([1, 8, 60, 100, 3600])))
    }
    let numbers = doubles.compactMap { double in JSONNumber(double).map { (double, $0.literal) } }
    let lines = try Oracle.runPython(program, lines: numbers.map { "\($0.bitPattern) \($1)" }).split(separator: "\n")
    try #require(lines.count == numbers.count && numbers.count > 1900)
    var differences = Differences()
    for ((double, literal), line) in zip(numbers, lines) where line != "True" {
      differences.note("seed \(seed): \(double) is written as \(literal)")
    }
    differences.report()
  }
}
