import Basics

/// One thing that is wrong with a policy file, and where.
public struct PolicyProblem: Sendable, Equatable {
  /// The place in the document.
  public var pointer: String
  /// The line, from 1.
  public var line: Int
  /// The column in characters, from 1.
  public var column: Int
  /// What was found and what is allowed.
  public var message: String

  /// `line:column: pointer: message`, to be put behind the file's name.
  public var text: String {
    "\(line):\(column): \(pointer.isEmpty ? "" : pointer + ": ")\(message)"
  }
}

/// Why a policy file is refused: all problems, in the order of the file.
public struct InvalidPolicy: Error, Sendable, Equatable {
  /// At least one.
  public var problems: [PolicyProblem]
}

extension PolicyDocument {
  /// Reads and checks a policy file. The schema is closed: whatever is not known is refused, since a rule that is
  /// misspelt would otherwise silently not hold.
  public init(reading bytes: [UInt8]) throws(InvalidPolicy) {
    let document: JSONValue
    do throws(JSONSyntaxError) {
      document = try JSONValue.parse(bytes)
    } catch {
      throw InvalidPolicy(problems: [
        PolicyProblem(pointer: "", line: error.line, column: error.column, message: "not JSON: " + error.message)
      ])
    }
    var reader = PolicyReader()
    let policy = reader.read(document, fingerprint: SHA256.hex(bytes))
    guard let policy, reader.problems.isEmpty else {
      let problems = reader.problems.map { place, message in
        let position = place.position(in: bytes)
        return PolicyProblem(pointer: place.text, line: position.line, column: position.column, message: message)
      }
      throw InvalidPolicy(problems: problems.sorted { ($0.line, $0.column) < ($1.line, $1.column) })
    }
    self = policy
  }
}
