import Basics
import TrackingTime

extension Session {
  /// What `config.json` says.
  func settings() throws(TTError) -> Settings { try Settings.read(try folders().config + "/config.json") }

  /// The service's address: `TT_API_URL`, else the configured one, else the documented one.
  func baseURL(_ settings: Settings) throws(TTError) -> BaseURL {
    try BaseURL(context.variable("TT_API_URL") ?? settings.apiURL ?? BaseURL.standard)
  }

  /// Where the service's credentials are looked for.
  func credentialSearch(_ settings: Settings) throws(TTError) -> CredentialSearch {
    var search = CredentialSearch(
      environment: context.environment, file: CredentialsFile(folder: try folders().config),
      host: try baseURL(settings).host)
    if let command = settings.passwordCommand {
      search.command = { [context] () throws(TTError) in
        try command.password { (words) throws(SystemError) in
          try context.runProgram(
            Subprocess(
              words, environment: context.environment, inheritsInput: context.inputIsTerminal,
              timeLimit: PasswordCommand.timeLimit))
        }
      }
    }
    return search
  }
}
