import Foundation

/// A certificate that does not hold for 127.0.0.1, made when needed.
enum FaultyCertificate: String, Sendable {
  case otherHost, expired, unknownAuthority

  /// True if openssl is there to make one and serve with it.
  static let isPossible = FileManager.default.isExecutableFile(atPath: "/usr/bin/openssl")

  /// Runs in a folder of its own, with the name in the certificate and its end as parameters.
  fileprivate static let script = """
    cd "$0" && mkdir new && : > index && echo 01 > serial && cat > config <<'end'
    [ca]
    default_ca = own
    [own]
    database = index
    serial = serial
    new_certs_dir = new
    default_md = sha256
    policy = any
    copy_extensions = copy
    [any]
    commonName = supplied
    [req]
    distinguished_name = name
    [name]
    end
    openssl req -new -config config -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=tt \
      -addext "subjectAltName=$1" -keyout key.pem -out request.pem &&
    openssl ca -config config -batch -notext -selfsign -keyfile key.pem -in request.pem -out cert.pem \
      -startdate 20200101000000Z -enddate "$2" &&
    exec openssl s_server -accept 127.0.0.1:0 -cert cert.pem -key key.pem -www > output
    """
}

/// An https server on the loopback interface with such a certificate.
final class FaultyCertificateServer {
  let port: UInt16
  private let process = Process()
  private let folder: String

  init(_ certificate: FaultyCertificate) throws {
    folder = NSTemporaryDirectory() + "/tt-tls-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let end = certificate == .expired ? "20200102000000Z" : "20991231000000Z"
    let name = certificate == .otherHost ? "DNS:other.example" : "IP:127.0.0.1"
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", FaultyCertificate.script, folder, name, end]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    var found: UInt16?
    for _ in 0..<1000 where found == nil {
      usleep(10_000)
      found = Self.port(in: folder + "/output")
    }
    guard let found else { throw POSIXError(.ETIMEDOUT) }
    port = found
    trusted = certificate == .unknownAuthority ? nil : folder + "/cert.pem"
  }

  /// The file of trusted certificates, with which only the fault is left; nil where that is the fault.
  let trusted: String?

  func stop() {
    // The shell has become the server. Only this signal cannot be blocked by the thread that started it.
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// The port that the server says it listens on.
  private static func port(in path: String) -> UInt16? {
    let output = FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? ""
    return output.firstMatch(of: /ACCEPT .*:([0-9]+)\n/).flatMap { UInt16($0.1) }
  }
}
