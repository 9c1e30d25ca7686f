import Basics

/// What people want to know of one object, in their words. `--json` has all its members.
struct Details {
  private let object: JSONValue
  /// The lines so far.
  private(set) var lines: [(name: String, value: String)] = []

  init(_ object: JSONValue) { self.object = object }

  /// Adds a line; none for an empty value.
  mutating func add(_ name: String, _ value: String?) {
    if let value, !value.isEmpty { lines.append((name, value)) }
  }

  /// Adds a member as text.
  mutating func add(_ name: String, member: String) { add(name, Column(member).displayText(object)) }

  /// Adds a member in seconds as `1:30:00`.
  mutating func addSeconds(_ name: String, member: String) {
    add(name, object[member]?.int.map { DurationText.clock($0) })
  }

  /// Adds a member in hours as `2.5 h`.
  mutating func addHours(_ name: String, member: String) {
    if case .number(let hours)? = object[member], hours.double > 0 { add(name, hours.literal + " h") }
  }

  /// Adds a day, without its time.
  mutating func addDay(_ name: String, member: String) {
    add(name, object[member]?.string.map { String($0.prefix(10)) })
  }

  /// Adds the names in a list of objects.
  mutating func addNames(_ name: String, member: String) {
    let names = object[member]?.array?.map { element in
      [element["name"]?.string ?? element["n"]?.string ?? "", element["surname"]?.string ?? ""].filter { !$0.isEmpty }
        .joined(separator: " ")
    }
    add(name, names?.filter { !$0.isEmpty }.joined(separator: ", "))
  }

  /// Adds the name of a member that is a name or an object with one.
  mutating func addName(_ name: String, member: String) {
    add(name, object[member]?.string ?? object[member]?["name"]?.string)
  }

  /// Adds whether time is billable, from the object or its billing.
  mutating func addBillable() {
    let isBillable = object["is_billable"]?.bool ?? object["billing"]?["is_billable"]?.bool
    let isBilled = object["is_billed"]?.bool == true
    add("Billable", isBillable.map { $0 ? (isBilled ? "yes, billed" : "yes") : "no" })
  }

  /// Adds the custom fields, each under its own name.
  mutating func addCustomFields() {
    for field in object["custom_fields"]?.object ?? JSONObject() {
      let value = field.value.isNull ? "" : field.value.string ?? field.value.compact
      add(field.key, value)
    }
  }

  /// Adds `archived` where it applies.
  mutating func addStatus() {
    if object["is_archived"]?.bool == true { add("Status", "archived") }
  }
}
