extension Workspace {
  /// A custom field.
  public struct CustomField: Identifiable, Sendable, Equatable {
    /// `custom_field_id`.
    public var id: Int
    /// The account it belongs to.
    public var accountID: Int
    /// The name, unique within an object class.
    public var name: String
    /// The type of its values, one of ``valueTypes``.
    public var valueType: String
    /// The kind of object it applies to, one of ``objectClasses``.
    public var objectClass: String
    /// A color index written as text.
    public var color: String?
    /// Free text.
    public var notes: String?
    /// The column it is shown in.
    public var index: Int?
    /// The name by which integrations refer to it, for example `EVENT_THIRD_PARTY_ID`.
    public var slug: String?
    /// The options of an `enum` field.
    public var options: [EnumOption] = []

    /// The valid values of `value_type`.
    public static let valueTypes = ["boolean", "currency", "date", "enum", "number", "text", "checkbox"]
    /// The valid values of `filter_object_class`.
    public static let objectClasses = ["event", "task", "project", "user", "customer"]
  }

  /// An option of an `enum` field.
  public struct EnumOption: Identifiable, Sendable, Equatable {
    /// The ID, unique across all fields.
    public var id: Int
    /// The name.
    public var name: String
    /// A color index written as text.
    public var color: String?
    /// The position among the options.
    public var index: Int
    /// Whether it can be selected.
    public var isEnabled = true
    /// Free text.
    public var notes: String?
  }
}
