import Basics
import TrackingTime

/// JSON Schema 2020-12 of a tool's arguments and results, derived from the catalog.
///
/// Only the outermost level of a schema has to be simple: model providers reject whole lists of tools because of an
/// `anyOf`, `oneOf` or `not` there, and protocol clients because of a root that is not an object.
enum ToolSchema {
  /// The arguments of a tool.
  static func input(_ tool: Tool) -> JSONValue {
    var schema: JSONObject = ["type": "object"]
    if !tool.parameters.isEmpty {
      schema["properties"] = .object(
        JSONObject(tool.parameters.map { .init(key: $0.name, value: property($0, of: tool)) }))
    }
    let required = tool.parameters.filter(\.required).map(\.name)
    if !required.isEmpty { schema["required"] = names(required) }
    schema["additionalProperties"] = false
    if tool.name == "track_task" { addReferenceRule(to: &schema) }
    return .object(schema)
  }

  /// The result of a tool. It promises no more than every result has: a client that validates would turn an unexpected
  /// member of the service into a failure.
  static func output(_ tool: Tool) -> JSONValue {
    if tool.access == .write {
      let changed: JSONValue = ["type": "boolean", "description": "false if nothing had to change"]
      return ["type": "object", "properties": ["changed": changed], "required": ["changed"]]
    }
    guard tool.isList else { return ["type": "object"] }
    return ["type": "object", "properties": ["items": ["type": "array"]], "required": ["items"]]
  }

  private static func property(_ parameter: Parameter, of tool: Tool) -> JSONValue {
    var schema = parameter.kind.schema
    var text = parameter.summary
    if parameter.kind == .dateTime { text += "; \(TimeExpression.forms)" }
    if let other = Catalog.alternative(to: parameter.name, of: tool) { text += "; cannot be combined with \(other)" }
    schema["description"] = .string(text)
    return .object(schema)
  }

  /// A timer runs on exactly one of: a task's ID, names, or a task of another application.
  private static func addReferenceRule(to schema: inout JSONObject) {
    let needs = TrackReference.requiredForService
    schema["dependentRequired"] = .object(
      JSONObject(
        TrackReference.service.map { name in
          .init(key: name, value: names(needs.filter { $0 != name }))
        }))
    schema["if"] = ["required": names([TrackReference.id])]
    schema["then"] = ["not": anyOf(TrackReference.names + TrackReference.service)]
    schema["else"] = [
      "oneOf": [anyOf(TrackReference.names), ["required": names(needs)]],
      "not": ["required": ["project_id", "project_name"]],
    ]
  }

  private static func anyOf(_ members: [String]) -> JSONValue {
    ["anyOf": .array(members.map { ["required": names([$0])] })]
  }

  private static func names(_ names: [String]) -> JSONValue { .array(names.map(JSONValue.string)) }
}

extension Parameter.Kind {
  /// The schema of a value, without a description.
  fileprivate var schema: JSONObject {
    switch self {
    case .id: ["type": "integer", "minimum": 1]
    case .integer(let minimum): ["type": "integer", "minimum": JSONValue(minimum)]
    case .hours, .amount: ["type": "number", "minimum": 0]
    case .boolean: ["type": "boolean"]
    case .nonEmptyString: ["type": "string", "minLength": 1, "pattern": "\\S"]
    case .text, .dateTime: ["type": "string"]
    case .day: ["type": "string", "format": "date"]
    case .utcOffset: ["type": "string", "pattern": "^GMT[+-][0-9]{2}:[0-9]{2}$"]
    case .choice(let words): ["type": "string", "enum": .array(words.map(JSONValue.string))]
    case .json, .list: ["type": "array", "items": ["type": "object"]]
    }
  }
}

extension Tool {
  /// True for tools that return a list.
  var isList: Bool { name.hasPrefix("list_") }
}
