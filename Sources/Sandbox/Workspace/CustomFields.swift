extension Workspace {
  /// A custom field.
  public struct CustomField: Identifiable, Sendable, Equatable {
    /// `custom_field_id`.
    public var id: Int
    /// The account it belongs to.
    public var accountID: Int
    /// Unique within its object class.
    public var name: String
    /// One of ``valueTypes``.
    public var valueType: String
    /// One of ``objectClasses``.
    public var objectClass: String
    /// A number written as text, or nil.
    public var color: String?
    /// Free text.
    public var notes: String?
    /// The column it is shown in.
    public var index: Int?
    /// The choices of an `enum` field.
    public var options: [EnumOption] = []

    /// Makes a custom field.
    public init(id: Int, accountID: Int, name: String, valueType: String, objectClass: String) {
      self.id = id
      self.accountID = accountID
      self.name = name
      self.valueType = valueType
      self.objectClass = objectClass
    }

    /// What `value_type` may be.
    public static let valueTypes = ["boolean", "currency", "date", "enum", "number", "text", "checkbox"]
    /// What `filter_object_class` may be.
    public static let objectClasses = ["event", "task", "project", "user", "customer"]
  }

  /// A choice of an `enum` field.
  public struct EnumOption: Identifiable, Sendable, Equatable {
    /// The option's id, unique among all fields.
    public var id: Int
    /// The option's name.
    public var name: String
    /// A number written as text, or nil.
    public var color: String?
    /// The place among the options.
    public var index: Int
    /// Whether it can be chosen.
    public var isEnabled = true
    /// Free text.
    public var notes: String?

    /// Makes an option.
    public init(id: Int, name: String, index: Int) {
      self.id = id
      self.name = name
      self.index = index
    }
  }
}
