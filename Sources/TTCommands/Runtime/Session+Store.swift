import Basics
import Policy
import SharedStore
import TrackingTime

extension Session {
  /// Where the shared store is: `TT_STORE`, else the setting `store`; nil for state in files. An empty `TT_STORE` means
  /// files, too. With a locked grant, the environment of the caller does not decide.
  func storeAddress() throws(TTError) -> StoreAddress? {
    let settings = try settings()
    let variable = context.environment[ConfigKey.storeVariable]
    if let lock = settings.grantLock, variable != nil {
      throw TTError(
        .policyDenied, Denial.prefix + "config.json locks the grant to \(lock), but another store was requested",
        hint: "leave out \(ConfigKey.storeVariable)", rule: "(grant lock)")
    }
    if let variable {
      if variable.isEmpty { return nil }
      return try StoreAddress(variable, from: ConfigKey.storeVariable, services: serviceFiles(settings))
    }
    guard let text = settings.store else { return nil }
    return try StoreAddress(text, from: "the setting \(ConfigKey.storeName)", services: serviceFiles(settings))
  }

  /// The shared store; nil for state in files. Connects to nothing yet.
  func sharedStore() throws(TTError) -> SharedStateStore? {
    guard let address = try storeAddress() else { return nil }
    let connections = context.stores.connections(address, try storeOptions(address))
    return SharedStateStore(
      client: StoreClient(connections, isCancelled: context.isCancelled), witnessFolder: try folders().state,
      clock: context.clock)
  }

  private func storeOptions(_ address: StoreAddress) throws(TTError) -> StoreOptions {
    let settings = try settings()
    var options = StoreOptions(
      timeout: settings.storeTimeout ?? StoreOptions.defaultTimeout, applicationName: "tt/\(Version.number)")
    options.password = context.variable("PGPASSWORD")
    options.passwordFile = context.variable("PGPASSFILE") ?? context.variable("HOME").map { $0 + "/.pgpass" }
    options.isLongLived = context.isCancelled != nil
    if address.needsVerification, address.rootCertificates == nil {
      options.rootCertificates = try storeCertificates(address)
    }
    if let command = settings.storePasswordCommand {
      // The closures of the context share no mutable state.
      nonisolated(unsafe) let context = context
      options.passwordCommand = { () throws(TTError) in
        do throws(TTError) {
          return try command.password(of: "store_password_command") { (words) throws(SystemError) in
            try context.runProgram(
              Subprocess(
                words, environment: context.childEnvironment, inheritsInput: context.inputIsTerminal,
                timeLimit: PasswordCommand.timeLimit))
          }
        } catch {
          throw .config(error.message, hint: "see: tt config get store_password_command")
        }
      }
    }
    return options
  }

  /// The file with the certificates that are trusted. libpq takes no folder of them.
  private func storeCertificates(_ address: StoreAddress) throws(TTError) -> String {
    if case .chosen(let file, let directory) = context.trustStore(try transportEnvironment()) {
      let bundle = directory.map { $0 + "/ca-certificates.crt" }
      if let file = file ?? bundle, access(file, R_OK) == 0 { return file }
    }
    throw .config(
      "no file with certificates is known that the shared store at \(address.shortText) could be verified with",
      remedy: .trustStore)
  }

  /// The service files: the caller's, unless the grant is locked, and the system's.
  private func serviceFiles(_ settings: Settings) -> [String] {
    let home = context.variable("HOME").map { $0 + "/.pg_service.conf" }
    if settings.grantLock != nil { return [home].compactMap { $0 } + StoreAddress.systemServiceFiles }
    let folder = context.variable("PGSYSCONFDIR").map { $0 + "/pg_service.conf" }
    return [context.variable("PGSERVICEFILE") ?? home, folder].compactMap { $0 } + StoreAddress.systemServiceFiles
  }
}

/// The connections of a process to shared stores, by address and options.
final class StoreRegistry: Sendable {
  private let known = Guarded<[StoreConnections]>([])

  /// The connections to a store, which are made when they are first asked for.
  func connections(_ address: StoreAddress, _ options: StoreOptions) -> StoreConnections {
    known.with { known in
      if let found = known.first(where: { $0.address == address && $0.options.isInterchangeable(with: options) }) {
        return found
      }
      let made = StoreConnections(address, options)
      known.append(made)
      return made
    }
  }
}

extension StoreOptions {
  /// True if connections that were made with other options serve as well. Passwords were used up when they were made.
  fileprivate func isInterchangeable(with other: StoreOptions) -> Bool {
    timeout == other.timeout && password == other.password && passwordFile == other.passwordFile
      && rootCertificates == other.rootCertificates && (passwordCommand == nil) == (other.passwordCommand == nil)
  }
}
