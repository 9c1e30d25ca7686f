import Foundation
import TestSupport

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
    exec openssl s_server -accept "127.0.0.1:$3" -cert cert.pem -key key.pem -www -quiet
    """
}

/// An https server on the loopback interface with such a certificate.
final class FaultyCertificateServer {
  let port: UInt16
  private let process = Process()
  private let folder: String

  init(_ certificate: FaultyCertificate) throws {
    port = try RawServer.unusedPort()
    folder = NSTemporaryDirectory() + "/tt-tls-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let end = certificate == .expired ? "20200102000000Z" : "20991231000000Z"
    let name = certificate == .otherHost ? "DNS:other.example" : "IP:127.0.0.1"
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", FaultyCertificate.script, folder, name, end, String(port)]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    for _ in 0..<200 where !Self.accepts(port) { usleep(20_000) }
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

  private static func accepts(_ port: UInt16) -> Bool {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let fd = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(fd) }
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(fd, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
  }
}
