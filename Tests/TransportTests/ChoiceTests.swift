import Basics
import Testing

@testable import Transport

@Suite("Certificates, proxies and URLs")
struct ChoiceTests {
  @Test(
    "certificates come from CURL_CA_BUNDLE, else SSL_CERT_FILE and SSL_CERT_DIR, else the hashed directory, else libcurl"
  )
  func trust() {
    func choose(_ environment: [String: String], hashed: String? = "/hashed") -> TrustStore {
      TrustStore.choose(environment: Environment(environment), hashedDirectory: { hashed })
    }
    let all = ["CURL_CA_BUNDLE": "/bundle", "SSL_CERT_FILE": "/file", "SSL_CERT_DIR": "/dir"]
    #expect(choose(all) == .chosen(file: "/bundle", directory: nil))
    #expect(choose(["SSL_CERT_FILE": "/file", "SSL_CERT_DIR": "/dir"]) == .chosen(file: "/file", directory: "/dir"))
    #expect(choose(["SSL_CERT_FILE": "/file"]) == .chosen(file: "/file", directory: nil))
    #expect(choose(["SSL_CERT_DIR": "/dir", "CURL_CA_BUNDLE": ""]) == .chosen(file: nil, directory: "/dir"))
    #expect(choose([:]) == .chosen(file: nil, directory: "/hashed"))
    #expect(choose([:], hashed: nil) == .libraryDefault)
    _ = TrustStore.choose(environment: ["SSL_CERT_FILE": "/file"]) {
      Issue.record("the disk was asked although the environment had decided")
      return nil
    }
  }

  @Test("a hashed name is eight hexadecimal digits and .0")
  func hashedNames() {
    #expect(TrustStore.isHashedName("002c0b4f.0"))
    for name in ["002c0b4f.1", "002c0b4.0", "002c0b4g.0", "ca-certificates.crt", "", "002C0B4F.0", "é02c0b4f.0"] {
      #expect(!TrustStore.isHashedName(name))
    }
  }

  @Test("proxies come from the usual variables, never from HTTP_PROXY and never for this machine")
  func proxies() throws {
    func choose(_ url: String, _ environment: [String: String]) throws -> ProxyChoice {
      ProxyChoice.choose(for: try #require(HTTPURL(url)), environment: Environment(environment))
    }
    let all = ["http_proxy": "h", "HTTP_PROXY": "H", "HTTPS_PROXY": "S", "ALL_PROXY": "A", "NO_PROXY": "x.org"]
    #expect(try choose("https://api.example.org/", all) == ProxyChoice(proxy: "S", exempt: "x.org"))
    #expect(try choose("http://api.example.org/", all) == ProxyChoice(proxy: "h", exempt: "x.org"))
    #expect(try choose("http://api.example.org/", ["HTTP_PROXY": "H"]) == ProxyChoice(proxy: "", exempt: ""))
    #expect(
      try choose("https://api.example.org/", ["https_proxy": "", "ALL_PROXY": "A"])
        == ProxyChoice(proxy: "A", exempt: ""))
    for url in [
      "http://127.0.0.1:8080/", "https://localhost/", "http://[::1]:1/", "http://127.9.9.9", "http://LOCALHOST",
    ] {
      #expect(try choose(url, all) == ProxyChoice(proxy: "", exempt: "*"))
    }
  }

  @Test(
    "only addresses of this machine are loopback",
    arguments: [
      "http://127.0.0.1.example.org/", "http://localhost.example.org/", "http://10.0.0.1/", "http://[::2]/",
      "http://127.0.0.256/", "http://127.1/", "http://127.0.0.1.5/", "https://api.trackingtime.co/api/v4",
    ])
  func notLoopback(_ url: String) throws {
    #expect(!(try #require(HTTPURL(url)).isLoopback))
  }

  @Test("a URL is parsed or rejected")
  func urls() throws {
    let url = try #require(HTTPURL("HTTPS://API.Example.org:8443/x?y"))
    #expect(url.isSecure && url.host == "api.example.org" && url.port == 8443)
    #expect(HTTPURL("http://[::1]/x")?.host == "::1")
    for bad in [
      "http://127.0.0.1@evil.example/", "http://a b/", "http:///x", "http://h:99999/", "http://h:8a/", "http://[::1/",
      "http://h\\@evil/", "//h/", "http://h:1:2/", "http://[::1]x/",
    ] {
      #expect(HTTPURL(bad) == nil, "\(bad)")
    }
  }
}
