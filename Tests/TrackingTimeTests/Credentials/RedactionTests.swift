import Basics
import TestSupport
import Testing
import Transport

@testable import TrackingTime

/// What a gateway sends back of the header it was sent is never shown.
@Suite("Secrets in what comes from outside") struct RedactionTests {
  private static let secrets = [
    Credentials(.appPassword("tt-app/p4ssw0rd"), source: "test"),
    Credentials(.account(email: "ada@example.test", password: "sésame ouvre-toi"), source: "test"),
  ]

  @Test(
    "the password is blotted out as it is, in Base64 and percent-encoded, also where JSON escapes it",
    arguments: secrets)
  func forms(_ credentials: Credentials) {
    let redaction = Redaction(credentials)
    let password: String
    switch credentials.secret {
    case .appPassword(let text), .account(_, let text): password = text
    }
    let escaped = password.replacing(scalar: "/", with: "\\/")
    for form in [password, credentials.authorization, escaped, PercentEncoding.encode(password)] {
      #expect(!redaction.applied(to: "sent \(form), sorry").contains(form))
      #expect(redaction.applied(to: "sent \(form), sorry").hasPrefix("sent "))
    }
    #expect(redaction.applied(to: "nothing of it") == "nothing of it")
  }

  @Test("an answer that contains the password stays the JSON it is, without the password")
  func bodies() throws {
    let redaction = Redaction(Self.secrets[0])
    let header = Self.secrets[0].authorization
    let body = #"{"response":{"status":403,"message":"no: \#(header)"},"data":{"id":7,"tt-app\/p4ssw0rd":1.50}}"#
    let response = redaction.applied(to: HTTPResponse(status: 403, contentType: header, body: Array(body.utf8)))
    #expect(response.contentType == "Basic ***")
    #expect(
      String(decoding: response.body, as: UTF8.self)
        == #"{"response":{"status":403,"message":"no: Basic ***"},"data":{"id":7,"***":1.50}}"#)
    let page = redaction.applied(to: HTTPResponse(status: 502, body: Array("<html>tt-app/p4ssw0rd".utf8)))
    #expect(String(decoding: page.body, as: UTF8.self) == "<html>***")
  }

  @Test(
    "a password that JSON escapes is blotted out of errors and of data",
    arguments: ["Grün-Kohl-77", #"a<b>&"cdef"#, "tab\tpass12", "plain+word/x", #"back\slash\"#])
  func escaped(password: String) throws {
    let credentials = Credentials(.appPassword(password), source: "test")
    let redaction = Redaction(credentials)
    func units(_ text: String, _ isEscaped: (UInt16) -> Bool) -> String {
      text.utf16.reduce(into: "") { result, unit in
        let hex = String(unit, radix: 16)
        result +=
          isEscaped(unit)
          ? "\\u" + String(repeating: "0", count: 4 - hex.count) + hex : String(Character(Unicode.Scalar(UInt8(unit))))
      }
    }
    for text in [password, credentials.authorization] {
      let document = JSONValue.string(text).compact
      let ascii = "\"" + units(text) { $0 > 0x7E || $0 < 0x20 || "<>&\"\\'+=".utf16.contains($0) } + "\""
      let all = "\"" + units(text) { _ in true } + "\""
      for written in [document, ascii, all] {
        let error = #"{"response":{"status":403,"message":\#(written)},"data":null}"#
        let response = redaction.applied(to: APIResponse(HTTPResponse(status: 200, body: Array(error.utf8))))
        guard case .refused(let refusal) = response else { throw Unexpected("\(written)") }
        #expect(!refusal.message.contains(text), "\(written)")
      }
      let data = #"{"response":{"status":200},"data":{"name":\#(document)}}"#
      let body = String(
        decoding: redaction.applied(to: HTTPResponse(status: 200, body: Array(data.utf8))).body, as: UTF8.self)
      #expect(body.contains("***"), "\(body)")
    }
  }

  @Test("what is read of a response has no secret in it, in data, names, siblings, notes, refusals and error pages")
  func reading() throws {
    let redaction = Redaction(Self.secrets[0])
    let header = Self.secrets[0].authorization
    func reading(_ body: String, status: Int = 200) -> APIResponse {
      redaction.reading(HTTPResponse(status: status, contentType: header, body: Array(body.utf8)))
    }
    let list =
      #"{"response":{"status":200,"note":"\#(header)"},"data":[{"a":1},{"tt-app\/p4ssw0rd":"x\#(header)"}],"b":"\#(header)"}"#
    guard case .success(let payload) = reading(list) else { throw Unexpected(list) }
    #expect(payload.data == [["a": 1], ["***": "xBasic ***"]])
    #expect(payload.siblings == ["b": "Basic ***"] && payload.note == "Basic ***")
    let long = String(repeating: "x", count: APIError.maxTextBytes - 10)
    guard case .refused(let error) = reading(#"{"response":{"status":403,"message":"\#(long)tt-app/p4ssw0rd"}}"#) else {
      throw Unexpected("403")
    }
    #expect(error.message == long + "***")
    for page in [#"{"error":"tt-app/p4ssw0rd"}"#, "<html>tt-app/p4ssw0rd", ""] {
      guard case .unreadable(let what) = reading(page, status: 502) else { throw Unexpected(page) }
      #expect(!what.contains("p4ssw0rd") && what.contains("Basic ***"))
    }
  }

  @Test("an error that repeats the header, or five megabytes of text, is shown without it and short")
  func call() throws {
    let header = Credentials(.appPassword("s3cret"), source: "test").authorization
    let long = String(repeating: "x", count: 5_000_000)
    let body = #"{"response":{"status":403,"message":"Authorization: \#(header) s3cret \#(long)"},"data":null}"#
    let fixture = try ClientFixture([.get("/me", .reply(HTTPResponse(status: 200, body: Array(body.utf8))))])
    let error = try fixture.refusal("get_me")
    #expect(error.message.contains("Authorization: Basic *** ***"))
    #expect(error.message.utf8.count < 2200)
  }
}
