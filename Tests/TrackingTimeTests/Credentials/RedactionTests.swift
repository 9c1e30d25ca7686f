import Basics
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
