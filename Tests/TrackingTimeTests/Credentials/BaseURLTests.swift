import Basics
import TestSupport
import Testing
import TrackingTime

@Suite("The service's address") struct BaseURLTests {
  @Test(
    "https is valid for any host, http for the loopback; trailing slashes are removed",
    arguments: [
      ("https://api.trackingtime.co/api/v4", "https://api.trackingtime.co/api/v4"),
      ("https://api.trackingtime.co/api/v4///", "https://api.trackingtime.co/api/v4"),
      ("https://example.org", "https://example.org"), ("https://example.org:8443/x", "https://example.org:8443/x"),
      ("HTTPS://EXAMPLE.ORG/V4", "HTTPS://EXAMPLE.ORG/V4"), ("https://[2001:db8::1]:444/", "https://[2001:db8::1]:444"),
      ("http://localhost/api", "http://localhost/api"), ("http://localhost:8080", "http://localhost:8080"),
      ("http://LocalHost:1", "http://LocalHost:1"), ("http://127.0.0.1:8080/api/v4", "http://127.0.0.1:8080/api/v4"),
      ("http://127.255.0.9", "http://127.255.0.9"), ("http://[::1]", "http://[::1]"),
      ("http://[::1]:8080/x/", "http://[::1]:8080/x"),
    ])
  func accepted(address: String, text: String) throws {
    #expect(try BaseURL(address).text == text)
  }

  @Test("the documented address is valid")
  func standard() throws {
    #expect(try BaseURL(BaseURL.standard).text == "https://api.trackingtime.co/api/v4")
  }

  @Test(
    "plain http to any host that is not certainly this machine is rejected, with the host named",
    arguments: [
      "http://api.trackingtime.co/api/v4", "http://127.0.0.1.evil.example", "http://localhost.evil.example/",
      "http://evil.example/127.0.0.1", "http://evil.example/localhost", "http://127.0.0.1.", "http://127.1",
      "http://127.0.0.256", "http://128.0.0.1", "http://10.0.0.1", "http://0.0.0.0", "http://2130706433",
      "http://0x7f.0.0.1", "http://[::2]", "http://[::ffff:10.0.0.1]", "http://[fe80::1]", "http://localhostx",
      "http://xlocalhost", "http://127.0.0.1x", "http://127.0.0.-1", "http://127..0.1",
    ])
  func plain(address: String) throws {
    let error = try failure { _ = try BaseURL(address) }
    #expect(error.failure == .config)
    #expect(error.message.contains("plain http"))
  }

  @Test(
    "a text that is not an address, or contains more than one, is rejected",
    arguments: [
      "", "/", "https", "https:", "https://", "https:///", "https:///path", "http://", "http:///x", "localhost:8080",
      "//localhost", "ftp://localhost", "file:///etc/passwd", "javascript://localhost", "https//example.org",
      "http://localhost@evil.example", "http://localhost:80@evil.example/", "https://user:pw@example.org",
      "https://@example.org", "http://127.0.0.1\\@evil.example", "http://localhost\\.evil.example",
      "https://example.org/x?y=1", "https://example.org#f", "https://example.org?", "https://exa mple.org",
      "https://example.org/\u{7F}", "https://example.org/\n", "https://ex\u{E4}mple.org", "http://localh\u{F6}st",
      "http://[::1", "http://[::1]evil.example", "http://[::1].evil.example", "http://[]",
      "http://127.0.0.1:80:evil", "http://localhost:port", "http://localhost:99999", "http://localhost:-1",
      " https://example.org",
    ])
  func refused(address: String) throws {
    let error = try failure { _ = try BaseURL(address) }
    #expect(error.failure == .config)
  }

  @Test("the message about an invalid address does not repeat a password in it")
  func noLeak() throws {
    let error = try failure { _ = try BaseURL("https://user:s3cret@example.org") }
    #expect(!"\(error)".contains("s3cret"))
  }
}
