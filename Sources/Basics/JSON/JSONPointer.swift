/// A location in a JSON document (RFC 6901): the member names and list indexes that lead to it.
public struct JSONPointer: Sendable, Hashable {
  /// The steps from the document's root, unescaped.
  public var steps: [String]

  /// Makes a pointer from steps; without any, it points to the document itself.
  public init(_ steps: [String] = []) { self.steps = steps }

  /// The pointer to a member or element of this location.
  public func appending(_ step: String) -> JSONPointer { JSONPointer(steps + [step]) }

  /// The pointer to an element of this location.
  public func appending(_ index: Int) -> JSONPointer { appending(String(index)) }

  /// The pointer's text, `~` and `/` in steps escaped as `~0` and `~1`; empty for the document itself.
  public var text: String { steps.reduce(into: "") { $0 += "/" + Self.escaped($1) } }

  /// One step with `~` and `/` escaped.
  public static func escaped(_ step: String) -> String {
    guard step.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else { return step }
    return step.unicodeScalars.reduce(into: "") { text, scalar in
      switch scalar {
      case "~": text += "~0"
      case "/": text += "~1"
      default: text.unicodeScalars.append(scalar)
      }
    }
  }

  /// The position in the document's bytes of the member's name or the element's value. If the location does not exist,
  /// that of its closest existing ancestor. The bytes must be a valid document.
  public func position(in bytes: [UInt8]) -> (line: Int, column: Int) {
    bytes.withUnsafeBufferPointer { buffer in
      var reader = JSONReader(buffer, .lenient)
      reader.seek(steps[...])
      return reader.lineAndColumn(at: reader.position)
    }
  }
}

extension JSONReader {
  /// Moves to the location given by the steps, or as far as it exists. Expects a valid document.
  mutating func seek(_ steps: ArraySlice<String>) {
    skipSpace()
    guard let step = steps.first, let opening = peek else { return }
    let isObject = opening == UInt8(ascii: "{")
    guard isObject || opening == UInt8(ascii: "[") else { return }
    let start = position
    position += 1
    var index = 0
    do throws(JSONSyntaxError) {
      while true {
        skipSpace()
        let place = position
        let name = isObject ? try readString() : String(index)
        if isObject {
          skipSpace()
          _ = take(":")
        }
        if name.isIdentical(to: step) {
          if steps.count == 1 {
            position = place
          } else {
            seek(steps.dropFirst())
          }
          return
        }
        _ = try readValue()
        skipSpace()
        index += 1
        guard take(",") else { break }
      }
    } catch {}
    position = start
  }
}
