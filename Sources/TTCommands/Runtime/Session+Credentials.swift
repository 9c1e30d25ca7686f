import Basics
import TrackingTime
import Transport

extension Session {
  /// The service's address: `TT_API_URL`, else the setting `api_url`, else the documented address.
  func baseURL() throws(TTError) -> BaseURL {
    if let address = context.variable("TT_API_URL") { return try BaseURL(address, named: "TT_API_URL") }
    return try BaseURL(settings().apiURL ?? BaseURL.standard, named: "the setting api_url")
  }

  /// The caller's user ID, if an earlier command has found it out.
  func knownUserID() throws(TTError) -> Int? {
    if credentials == nil { credentials = try credentialSearch().find() }
    guard let credentials else { return nil }
    return UserCache(folder: try cache(), base: try baseURL()).read(credentials)?.id
  }

  /// The address that credentials without one of their own belong to. With a locked grant, the environment of the caller
  /// does not change it.
  private func homeAuthority() throws(TTError) -> String {
    guard try settings().grantLock != nil else { return try baseURL().authority }
    return try BaseURL(settings().apiURL ?? BaseURL.standard, named: "the setting api_url").authority
  }

  /// The search for the service's credentials.
  func credentialSearch() throws(TTError) -> CredentialSearch {
    var search = CredentialSearch(
      environment: context.environment, file: CredentialsFile(folder: try folders().config),
      host: try baseURL().host, authority: try baseURL().authority, homeAuthority: try homeAuthority())
    if let command = try settings().passwordCommand {
      search.command = { [context] () throws(TTError) in
        try command.password { (words) throws(SystemError) in
          try context.runProgram(
            Subprocess(
              words, environment: context.childEnvironment,
              inheritsInput: context.inputIsTerminal && context.lockedGrant == nil,
              timeLimit: PasswordCommand.timeLimit))
        }
      }
    }
    return search
  }

  /// The environment that chooses proxies and certificates. With a locked grant it is not the caller's.
  func transportEnvironment() throws(TTError) -> Environment {
    guard try settings().grantLock != nil else { return context.environment }
    return context.environment.without(TransportVariables.all)
  }
}
