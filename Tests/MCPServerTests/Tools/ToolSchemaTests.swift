import Basics
import Testing
import TrackingTime

@testable import MCPServer

@Suite("Published schemas") struct ToolSchemaTests {
  private static let entries = ToolList.result(.everything, nil)["tools"]?.array ?? []

  /// The keywords of a schema and of all schemas in it.
  private static func keywords(_ schema: JSONValue) -> Set<String> {
    var found = Set(schema.object?.keys ?? [])
    for property in schema["properties"]?.object?.members ?? [] { found.formUnion(keywords(property.value)) }
    if let items = schema["items"] { found.formUnion(keywords(items)) }
    return found
  }

  @Test("schemas are objects with properties, and use no keyword that some program or provider rejects")
  func flat() {
    #expect(Self.entries.count == 27)
    for entry in Self.entries {
      for schema in [entry["inputSchema"] ?? .null, entry["outputSchema"] ?? .null] {
        #expect(schema["type"] == "object" && schema["properties"]?.object != nil, "\(entry["name"]?.compact ?? "")")
        #expect(
          Self.keywords(schema).isSubset(of: ["type", "properties", "required", "description", "enum", "items"]))
        #expect(schema["enum"] == nil && schema["items"] == nil)
      }
    }
  }

  @Test("the objects in a list that is an argument have named members")
  func items() {
    for tool in Catalog.tools {
      for parameter in tool.parameters {
        guard case .list(let members) = parameter.kind else { continue }
        let items = ToolSchema.input(tool)["properties"]?[parameter.name]?["items"]
        #expect(items?["properties"]?.object?.keys == members.map(\.name))
        #expect(items?["required"]?.array == members.prefix(1).map { .string($0.name) })
      }
    }
  }

  @Test(
    "a schema has exactly the catalog's parameters, and requires exactly the required ones; lists have two more",
    arguments: Catalog.allTools.map(\.name))
  func parameters(_ name: String) throws {
    let tool = try #require(Catalog.tool(name))
    let schema = ToolSchema.input(tool)
    let own = name.hasPrefix("list_") ? ["fields", "limit"] : []
    #expect((schema["properties"]?.object?.keys ?? []) == tool.parameters.map(\.name) + own)
    #expect((schema["required"]?.array ?? []).compactMap(\.string) == tool.parameters.filter(\.required).map(\.name))
    for parameter in tool.parameters {
      let property = try #require(schema["properties"]?[parameter.name])
      #expect(property["description"]?.string?.hasPrefix(parameter.summary) == true)
      switch parameter.kind {
      case .choice(let words): #expect(property["enum"]?.array?.compactMap(\.string) == words)
      case .boolean: #expect(property["type"]?.string == "boolean")
      case .id, .integer: #expect(property["type"]?.string == "integer")
      case .list, .ids: #expect(property["type"]?.string == "array")
      case .hours, .amount: #expect(property["type"]?.string == "number")
      default: #expect(property["type"]?.string == "string")
      }
    }
  }
}
