import Foundation

/// The credentials the emulated service accepts.
struct BasicCredentials: Sendable {
  let appPassword: String
  let email: String
  let password: String

  /// The user an `Authorization` header stands for. With the App Password the user half is ignored.
  func user(for header: String?, in workspace: Workspace) -> Workspace.User? {
    guard let header, header.lowercased().hasPrefix("basic "),
      let data = Data(base64Encoded: header.dropFirst(6).trimmingCharacters(in: .whitespaces)),
      let pair = String(data: data, encoding: .utf8), let colon = pair.firstIndex(of: ":")
    else { return nil }
    let name = pair[..<colon]
    let secret = pair[pair.index(after: colon)...]
    if secret == appPassword { return workspace.caller }
    guard secret == password, name.lowercased() == email.lowercased() else { return nil }
    return workspace.users.all.first { $0.email.lowercased() == email.lowercased() && !$0.isArchived }
  }
}
