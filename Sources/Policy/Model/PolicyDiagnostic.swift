import Basics

/// One thing that is wrong with a policy file, and where.
public struct PolicyDiagnostic: Sendable, Equatable {
  /// The place in the document.
  public var pointer: String
  /// The line, from 1.
  public var line: Int
  /// The column in characters, from 1.
  public var column: Int
  /// What was found and what is allowed.
  public var message: String

  init(_ place: JSONPointer, in bytes: [UInt8], _ message: String) {
    pointer = place.text
    (line, column) = place.position(in: bytes)
    self.message = message
  }

  init(_ error: JSONSyntaxError) {
    pointer = ""
    (line, column) = (error.line, error.column)
    message = "not JSON: " + error.message
  }

  /// `line:column: pointer: message`, to be put behind the file's name.
  public var text: String {
    "\(line):\(column): \(pointer.isEmpty ? "" : pointer + ": ")\(message)"
  }
}

/// Why a policy file is refused: all problems, in the order of the file.
public struct InvalidPolicy: Error, Sendable, Equatable {
  /// At least one.
  public var problems: [PolicyDiagnostic]

  init(_ problems: [PolicyDiagnostic]) {
    self.problems = problems.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
  }
}

extension PolicyDocument {
  /// Reads and checks a policy file. The schema is closed: whatever is not known is refused, since a rule that is
  /// misspelt would otherwise silently not hold.
  public init(reading bytes: [UInt8]) throws(InvalidPolicy) {
    let policy = try PolicyDecoder.read(bytes) { reader, document in
      reader.read(document, fingerprint: SHA256.hex(bytes))
    }
    // A reader that makes no policy has said why.
    guard let policy else { throw InvalidPolicy([PolicyDiagnostic(JSONPointer(), in: bytes, "no policy")]) }
    self = policy
  }
}

extension PolicyDecoder {
  /// Reads a document, and refuses it with every problem that was found on the way.
  static func read<Content>(
    _ bytes: [UInt8], _ read: (inout PolicyDecoder, JSONValue) -> Content
  ) throws(InvalidPolicy) -> Content {
    let document: JSONValue
    do throws(JSONSyntaxError) {
      document = try JSONValue.parse(bytes)
    } catch {
      throw InvalidPolicy([PolicyDiagnostic(error)])
    }
    var reader = PolicyDecoder()
    let content = read(&reader, document)
    if reader.problems.isEmpty { return content }
    throw InvalidPolicy(reader.problems.map { PolicyDiagnostic($0.place, in: bytes, $0.message) })
  }
}
