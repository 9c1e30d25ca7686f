import Basics
import TrackingTime

/// JSON Schema of a tool's arguments and results, derived from the catalog.
///
/// Schemas are flat and use as few keywords as possible: type, properties, required, description, enum and items. Programs
/// that agents run in, and providers of models, reject tools because of anything else, and some because a schema has no
/// `properties`. What these keywords cannot say is in the descriptions, and is checked for every call.
enum ToolSchema {
  /// The arguments of a tool.
  static func input(_ tool: Tool) -> JSONValue {
    var properties = JSONObject(tool.parameters.map { .init(key: $0.name, value: property($0, of: tool)) })
    if tool.isList { for member in ListOptions.properties(of: tool) { properties[member.key] = member.value } }
    return object(properties, required: tool.parameters.filter(\.required).map(\.name))
  }

  /// The result of a tool. It promises no more than every result has: a client that validates would turn an unexpected
  /// member of the service into a failure.
  static func output(_ tool: Tool) -> JSONValue {
    if tool.access == .write {
      return object([
        "changed": ["type": "boolean", "description": "false if nothing had to change; absent if that is not known"]
      ])
    }
    guard tool.isList else { return object([:]) }
    return object(
      [
        "items": ["type": "array", "items": ["type": "object"]],
        "total": ["type": "integer"], "more": ["type": "string"],
      ], required: ["items", "total"])
  }

  /// The schema of an object.
  static func object(_ properties: JSONObject, required: [String] = []) -> JSONValue {
    var schema: JSONObject = ["type": "object", "properties": .object(properties)]
    if !required.isEmpty { schema["required"] = .array(required.map(JSONValue.string)) }
    return .object(schema)
  }

  private static func property(_ parameter: Parameter, of tool: Tool) -> JSONValue {
    var schema = parameter.kind.schema
    var text = parameter.summary
    if let forms = parameter.kind.timeForms { text += "; \(forms)" }
    if let other = Catalog.alternative(to: parameter.name, of: tool) { text += "; cannot be combined with \(other)" }
    schema["description"] = .string(text)
    return .object(schema)
  }
}

extension Parameter.Kind {
  /// The schema of a value, without a description.
  fileprivate var schema: JSONObject {
    switch self {
    case .id, .integer: ["type": "integer"]
    case .hours, .amount: ["type": "number"]
    case .boolean: ["type": "boolean"]
    case .nonEmptyString, .text, .day, .dateTime, .utcOffset: ["type": "string"]
    case .choice(let words): ["type": "string", "enum": .array(words.map(JSONValue.string))]
    case .ids: ["type": "array", "items": ["type": "integer"]]
    case .list(let members):
      [
        "type": "array",
        "items": ToolSchema.object(
          JSONObject(members.map { .init(key: $0.name, value: $0.schema) }), required: members.prefix(1).map(\.name)),
      ]
    }
  }

  /// The texts that are accepted as a time.
  fileprivate var timeForms: String? {
    switch self {
    case .day: DayExpression.forms
    case .dateTime: TimeExpression.forms
    default: nil
    }
  }
}

extension Parameter.ListMember {
  fileprivate var schema: JSONValue { ["type": isID ? "integer" : "string", "description": .string(summary)] }
}

extension Tool {
  /// True for tools that return a list.
  var isList: Bool { name.hasPrefix("list_") }
}
