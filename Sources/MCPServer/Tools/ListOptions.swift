import Basics
import TrackingTime

/// What a list returns: the arguments that every list tool has at this server. The service does not know them. They only
/// choose from an answer, so that policies, approvals and the audit log do not see them.
struct ListOptions {
  /// The rows returned unless `limit` is given.
  static let defaultLimit = 50
  /// The members of each row; nil for the short row of the tool.
  private(set) var fields: [String]?
  /// The rows wanted; nil if the call does not say.
  private(set) var limit: Int?

  /// Takes the options out of the arguments of a call.
  ///
  /// - Throws: a usage error for an unknown field and for a limit that is no number.
  init(from arguments: inout JSONObject, of tool: Tool) throws(TTError) {
    fields = try Self.fields(arguments["fields"] ?? .null, of: tool)
    let given = arguments["limit"] ?? .null
    if !given.isNull, given != "" {
      guard let limit = given.int ?? given.string.flatMap({ Int($0) }), limit > 0 else {
        throw .usage(
          "\(tool.name): invalid value \(given.compact.prefix(60)) for limit: expected an integer of at least 1")
      }
      self.limit = limit
    }
    arguments["fields"] = nil
    arguments["limit"] = nil
  }

  private static func fields(_ given: JSONValue, of tool: Tool) throws(TTError) -> [String]? {
    let list = given.string.flatMap { try? JSONValue.parse($0) }?.array ?? given.array
    let names =
      list?.compactMap(\.string) ?? (given.string ?? "").split(separator: ",").map { String($0.drop { $0 == " " }) }
    guard names.count == list?.count ?? names.count, given.isNull || given.string != nil || list != nil else {
      throw .usage("\(tool.name): invalid value for fields: expected a list of names such as [\"id\", \"name\"]")
    }
    let known = KnownFields.of(tool: tool.name)
    for name in names where name != "*" && !name.utf8.contains(UInt8(ascii: ".")) && !known.contains(name) {
      throw .usage(
        "\(tool.name): unknown field \(name.quoted)",
        hint: Spelling.closestMatch(to: name, among: known).map { "did you mean \($0)?" }
          ?? "known fields: " + known.joined(separator: ", "))
    }
    return names.isEmpty ? nil : names
  }

  /// The members of a short row: what an agent needs to name, choose or add up.
  static func shortRow(_ tool: Tool) -> [String] {
    switch tool.name {
    case "list_workspaces": KnownFields.of(tool: tool.name)
    case "list_events", "list_company_events":
      [
        "id", "running", "start", "end", "duration", "timezone", "task", "task_id", "project", "project_id", "customer",
        "user", "user_id", "notes", "custom_fields",
      ]
    case "list_tasks", "list_user_tasks":
      ["id", "name", "project", "project_id", "customer", "due_date", "estimated_time", "tracking", "custom_fields"]
    case "list_projects", "list_user_projects":
      ["id", "name", "customer", "is_archived", "estimated_time", "custom_fields"]
    case "list_customers": ["id", "name", "is_archived", "custom_fields"]
    case "list_users": ["id", "name", "surname", "email", "role", "is_archived", "custom_fields"]
    default: ["id", "name", "customer", "tasks"]
    }
  }

  /// The schemas of the options.
  static func properties(of tool: Tool) -> JSONObject {
    let names = shortRow(tool).joined(separator: ", ")
    return [
      "fields": [
        "type": "array", "items": ["type": "string"],
        "description": .string("members of each row; [\"*\"] for all (default: \(names))"),
      ],
      "limit": ["type": "integer", "description": .string("rows to return (default: \(defaultLimit))")],
    ]
  }

  /// A row with the chosen members. A short row has no nulls; a member that was asked for is null where it is absent.
  func select(_ row: JSONValue, of tool: Tool) -> JSONValue {
    guard row.object != nil, fields?.contains("*") != true else { return row }
    let names = fields ?? Self.shortRow(tool)
    return .object(
      JSONObject(
        names.compactMap { name in
          let value = row.member(at: name)
          if fields == nil, value == nil || value?.isNull == true { return nil }
          return .init(key: name, value: fields == nil ? value?.withoutNulls ?? .null : value ?? .null)
        }))
  }
}

extension JSONValue {
  /// The value at a path such as `customer.name`, which may be the name of a member itself; a step into a list collects
  /// the values of its elements.
  fileprivate func member(at path: String) -> JSONValue? {
    if let value = self[path] { return value }
    return path.split(separator: ".").reduce(self as JSONValue?) { value, step in
      if let elements = value?.array { return .array(elements.map { $0[String(step)] ?? .null }) }
      return value?[String(step)]
    }
  }

  /// The value without the members that are null, at any depth.
  fileprivate var withoutNulls: JSONValue {
    switch self {
    case .array(let elements): .array(elements.map(\.withoutNulls))
    case .object(let object):
      .object(
        JSONObject(
          object.members.filter { !$0.value.isNull }.map { .init(key: $0.key, value: $0.value.withoutNulls) }))
    case .null, .bool, .number, .string: self
    }
  }

  /// The value with the hidden characters of all its texts exposed.
  var exposingHidden: JSONValue {
    switch self {
    case .string(let text): .string(text.exposingHidden)
    case .array(let elements): .array(elements.map(\.exposingHidden))
    case .object(let object):
      .object(JSONObject(object.members.map { .init(key: $0.key.exposingHidden, value: $0.value.exposingHidden) }))
    case .null, .bool, .number: self
    }
  }
}
