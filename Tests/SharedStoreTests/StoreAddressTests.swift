import Basics
import TestSupport
import Testing

@testable import SharedStore

@Suite("The address of a shared store") struct StoreAddressTests {
  private func parse(_ text: String, services: [String] = []) throws -> StoreAddress {
    try StoreAddress(text, from: "TT_STORE", services: services)
  }

  @Test("hosts, ports, database, user and options are read")
  func parts() throws {
    let address = try parse("postgresql://ada%40x@db.example:5433,[::1],10.0.0.7/tt%2Fx?sslrootcert=/ca.pem")
    #expect(
      address.hosts == [
        .init(name: "db.example", port: 5433), .init(name: "::1", port: nil), .init(name: "10.0.0.7", port: nil),
      ])
    #expect(address.database == "tt/x")
    #expect(address.user == "ada@x")
    #expect(address.rootCertificates == "/ca.pem")
  }

  @Test("a socket is the path of its folder, encoded or as an option")
  func sockets() throws {
    for text in ["postgres://%2Frun%2Fpg:5433/tt", "postgresql:///tt?host=/run/pg&port=5433"] {
      let address = try parse(text)
      #expect(address.hosts == [.init(name: "/run/pg", port: 5433)])
      #expect(!address.needsVerification)
      #expect(address.location == "postgresql://%2Frun%2Fpg:5433/tt")
    }
  }

  @Test("messages name hosts and database, and not the user")
  func location() throws {
    #expect(try parse("postgresql://ada@db.example:5433,[::1]/tt").location == "postgresql://db.example:5433,[::1]/tt")
  }

  @Test(
    "an address without a host or a database, with a password, or with anything unknown is refused",
    arguments: [
      ("postgresql:///tt", "names no host"), ("postgresql://ada@/tt", "names no host"),
      ("postgresql://a,/tt", "names no host"), ("postgresql://", "names no host"),
      ("postgresql://db", "names no database"), ("postgresql://db/", "names no database"),
      ("postgresql://ada:s3cret@db/tt", "the password is not kept here"),
      ("postgresql://ada:s3/cret@db/tt", "the password is not kept here"),
      ("postgresql://db/tt?password=s3cret", "the password is not kept here"),
      ("postgresql://db/tt?sslpassword=s3cret", "the password is not kept here"),
      ("postgresql://db/tt?options=-cx", "the option options cannot be given"),
      ("postgresql://db/tt?hostaddr=127.0.0.1", "the option hostaddr cannot be given"),
      ("postgresql://db/tt?host=/tmp", "the option host cannot be given"),
      ("postgresql://db/tt?service=x", "the option service cannot be given"),
      ("postgresql://db:0/tt", "a port is"), ("postgresql://db:s3cret/tt", "a port is"),
      ("postgresql://db:99999/tt", "a port is"), ("postgresql://[::1/tt", "not understood"),
      ("postgresql://::1/tt", "not understood"),
      ("postgresql://[::1]x/tt", "not understood"), ("postgresql://d%2/tt", "two hexadecimal digits"),
      ("postgresql://d%00/tt", "characters that cannot be"), ("postgresql://d b/tt", "characters that cannot be"),
      ("mysql://db/tt", "does not begin with postgresql://"), ("db/tt", "does not begin with"), ("", "does not begin"),
      ("service=", "does not begin with"), ("service=a b", "does not begin with"),
    ])
  func refused(text: String, message: String) throws {
    let error = try failure { _ = try parse(text) }
    #expect(error.failure == .config)
    #expect(error.message.hasPrefix("TT_STORE is invalid: ") && error.message.contains(message), "\(error.message)")
    #expect(!error.message.contains("s3cret"))
    #expect(StoreAddress.problem(with: text)?.contains(message) == true)
  }

  @Test(
    "on another machine nothing below verify-full is accepted, and it is the default",
    arguments: ["disable", "allow", "prefer", "require", "verify-ca"])
  func encryption(mode: String) throws {
    for host in ["db.example", "10.0.0.7", "localhost,db.example", "127.evil.example", "[fe80::1]"] {
      let error = try failure { _ = try parse("postgresql://\(host)/tt?sslmode=\(mode)") }
      #expect(error.failure == .config && error.message.contains("sslmode=\(mode) is not enough"))
      let address = try parse("postgresql://\(host)/tt")
      #expect(address.parameters(for: address.hosts[0], ip: nil)["sslmode"] == "verify-full")
    }
    for host in ["localhost", "127.0.0.1", "127.1.2.3", "[::1]", "%2Frun"] {
      let address = try parse("postgresql://\(host)/tt?sslmode=\(mode)")
      #expect(address.parameters(for: address.hosts[0], ip: nil)["sslmode"] == mode)
    }
  }

  @Test("a server that can be written to is wanted, unless the address says otherwise")
  func writable() throws {
    for (text, wanted) in [
      ("127.0.0.1/tt", "read-write"), ("127.0.0.1,[::1]/tt", "read-write"),
      ("[::1]/tt?target_session_attrs=any", "any"),
    ] {
      let address = try parse("postgresql://" + text)
      #expect(address.parameters(for: address.hosts[0], ip: nil)["target_session_attrs"] == wanted)
    }
  }

  @Test("a service is an entry of the first service file that has it")
  func service() throws {
    let folder = try TempFolder()
    try folder.write("one", "# mine\n[other]\nhost=x\n")
    try folder.write(
      "two", "[tt]\n host = db.example \nport=5433\ndbname=tt\nuser=ada\npassword=s3cret\nsslcert=/c\n[tt]\nhost=y\n")
    let files = ["none", "one", "two"].map { folder.path + "/" + $0 }
    let address = try parse("service=tt", services: files)
    #expect(address.location == "postgresql://db.example:5433/tt")
    #expect(address.user == "ada" && address.password == "s3cret" && address.options == ["sslcert": "/c"])
    let missing = try failure { _ = try parse("service=nix", services: files) }
    #expect(missing.message.contains("names the service nix, and no service file has it"))
    #expect(missing.advice?.contains(files[0]) == true)
  }

  @Test(
    "a service without host or database, or with what could lead elsewhere, is refused",
    arguments: [
      ("dbname=tt", "names no host"), ("host=db", "names no database"),
      ("host=db\ndbname=tt\noptions=-cx=1", "the option options"),
      ("host=db\ndbname=tt\nsslmode=require", "sslmode=require is not enough"),
    ])
  func refusedService(text: String, message: String) throws {
    let folder = try TempFolder()
    try folder.write("file", "[tt]\n\(text)\n")
    let error = try failure { _ = try parse("service=tt", services: [folder.path + "/file"]) }
    #expect(error.failure == .config && error.message.contains(message), "\(error.message)")
  }
}
