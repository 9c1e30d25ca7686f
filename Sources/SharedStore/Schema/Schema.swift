/// The SQL that makes a database a shared store: roles, tables and the functions that clients call.
///
/// The files beside this one are its source. tt prints it and never runs it: a database administrator does.
public enum Schema {
  /// The whole text, one transaction, for `psql`. Loading it again changes nothing.
  public static var sql: String {
    [PackageResources.tables_sql, PackageResources.internals_sql, PackageResources.api_sql]
      .map { String(decoding: $0, as: UTF8.self) }.joined()
  }
}
