import Basics

/// A problem in a policy file, and its location.
public struct PolicyDiagnostic: Sendable, Equatable {
  /// The location in the document, as a JSON Pointer.
  public var pointer: String
  /// The line, from 1.
  public var line: Int
  /// The column in characters, from 1.
  public var column: Int
  /// What was found and what was expected.
  public var message: String

  init(_ place: JSONPointer, in bytes: [UInt8], _ message: String) {
    pointer = place.text
    (line, column) = place.position(in: bytes)
    self.message = message
  }

  init(_ error: JSONSyntaxError) {
    pointer = ""
    (line, column) = (error.line, error.column)
    message = "invalid JSON: " + error.message
  }

  /// `line:column: pointer: message`, to follow the file's name.
  public var text: String {
    "\(line):\(column): \(pointer.isEmpty ? "" : pointer + ": ")\(message)"
  }
}

/// The problems that make a policy file invalid, in the order of the file.
public struct InvalidPolicy: Error, Sendable, Equatable {
  /// At least one.
  public var problems: [PolicyDiagnostic]

  init(_ problems: [PolicyDiagnostic]) {
    self.problems = problems.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
  }
}

extension PolicyDocument {
  /// Reads and validates a policy file. The schema is closed: anything unknown is refused, since a misspelled rule
  /// would otherwise silently have no effect.
  public init(reading bytes: [UInt8]) throws(InvalidPolicy) {
    let policy = try PolicyDecoder.read(bytes) { decoder, document in
      decoder.read(document, fingerprint: SHA256.hex(bytes))
    }
    // If the decoder returns no policy, it has reported why.
    guard let policy else { throw InvalidPolicy([PolicyDiagnostic(JSONPointer(), in: bytes, "no policy")]) }
    self = policy
  }
}

extension PolicyDecoder {
  /// Reads a document and throws all problems found in it.
  static func read<Content>(
    _ bytes: [UInt8], _ read: (inout PolicyDecoder, JSONValue) -> Content
  ) throws(InvalidPolicy) -> Content {
    let document: JSONValue
    do throws(JSONSyntaxError) {
      document = try JSONValue.parse(bytes)
    } catch {
      throw InvalidPolicy([PolicyDiagnostic(error)])
    }
    var decoder = PolicyDecoder()
    let content = read(&decoder, document)
    if decoder.problems.isEmpty { return content }
    throw InvalidPolicy(decoder.problems.map { PolicyDiagnostic($0.place, in: bytes, $0.message) })
  }
}
