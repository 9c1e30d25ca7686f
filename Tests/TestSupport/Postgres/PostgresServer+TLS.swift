import Foundation

extension PostgresServer {
  /// Gives the server a certificate that is signed by itself, for the connections from now on.
  ///
  /// - Parameters:
  ///   - name: whose it is, for example `IP:127.0.0.1`.
  ///   - days: until it expires; negative for one that has.
  /// - Returns: the path of the certificate, for those who are to trust it.
  public func offerTLS(as name: String, days: Int = 1) throws -> String {
    let path = folder + "/" + UUID().uuidString
    let script = """
      openssl req -newkey rsa:2048 -nodes -subj /O=tt -addext 'subjectAltName=\(name)' -keyout \(path).key -out \(path).csr
      openssl x509 -req -in \(path).csr -signkey \(path).key -days \(days) -copy_extensions copy -out \(path).crt
      """
    let run = try ProgramRun(account.prefix + ["sh", "-ec", script], input: "")
    guard run.status == 0 else { throw Unexpected(run.errors) }
    try sql(
      """
      ALTER SYSTEM SET ssl_cert_file = '\(path).crt';
      ALTER SYSTEM SET ssl_key_file = '\(path).key';
      ALTER SYSTEM SET ssl = on;
      SELECT pg_reload_conf();
      """)
    for _ in 0..<500 {
      if try sql("SHOW ssl; SHOW ssl_cert_file") == "on\n\(path).crt" { return path + ".crt" }
      usleep(10_000)
    }
    throw Unexpected("the server does not take its certificate")
  }

  /// The server's log.
  public var log: String {
    String(decoding: FileManager.default.contents(atPath: folder + "/log") ?? Data(), as: UTF8.self)
  }
}
