import Basics
import TestSupport
import Testing
import Transport

@testable import TrackingTime

@Suite("Decoding responses") struct APIResponseTests {
  private func reply(
    _ body: String, http: Int = 200, type: String? = "application/json", retryAfter: String? = nil, date: String? = nil
  ) -> APIResponse {
    APIResponse(
      HTTPResponse(status: http, contentType: type, retryAfter: retryAfter, date: date, body: Array(body.utf8)))
  }

  private func envelope(_ status: Int, message: String = #""said""#, _ more: String = "") -> String {
    #"{"response":{"status":\#(status),"version":"4.0","message":\#(message),"note":null},"data":{"id":1}\#(more)}"#
  }

  private func refusal(_ reply: APIResponse) throws -> APIError {
    guard case .refused(let refusal) = reply else { throw Unexpected("\(reply)") }
    return refusal
  }

  private func unreadable(_ reply: APIResponse) throws -> String {
    guard case .unreadable(let what) = reply else { throw Unexpected("\(reply)") }
    return what
  }

  @Test("an envelope with status 200 is a success, with its other members")
  func success() throws {
    guard case .success(let payload) = reply(envelope(200, #","users":{},"set_custom_fields":[1]"#)) else {
      throw Unexpected("no success")
    }
    #expect(payload.data == ["id": 1])
    #expect(payload.siblings == ["users": [:], "set_custom_fields": [1]])
    #expect(payload.note == nil)
  }

  @Test("the service's note is kept, and data may be missing")
  func note() throws {
    guard case .success(let payload) = reply(#"{"response":{"status":200,"note":"soon full"}}"#) else {
      throw Unexpected("no success")
    }
    #expect(payload.note == "soon full")
    #expect(payload.data.isNull)
  }

  @Test(
    "the envelope's status takes precedence over that of HTTP",
    arguments: [400, 401, 402, 403, 404, 429, 500, 502, 201], [200, 400, 401, 500, 502, 503])
  func envelopeFirst(status: Int, http: Int) throws {
    #expect(try refusal(reply(envelope(status), http: http)).status == status)
  }

  @Test(
    "an envelope with status 200 in an HTTP error is not a success",
    arguments: [(401, 401), (403, 403), (404, 404), (429, 429), (500, nil), (502, nil), (418, nil)] as [(Int, Int?)])
  func contradiction(http: Int, status: Int?) throws {
    let reply = reply(envelope(200), http: http)
    if let status {
      #expect(try refusal(reply).status == status)
    } else {
      #expect(try unreadable(reply).hasPrefix("HTTP \(http)"))
    }
  }

  @Test("401, 403, 404 and 429 need no envelope", arguments: [401, 403, 404, 429])
  func plainStatus(http: Int) throws {
    for body in ["", "<html>no</html>", "{}", "[]", #"{"response":{}}"#] {
      let refusal = try refusal(reply(body, http: http, type: "text/html", retryAfter: "7"))
      #expect(refusal.status == http && refusal.message == "HTTP \(http)" && refusal.retryAfter == 7)
    }
  }

  @Test("an HTTP error page is not a response of the service", arguments: [400, 500, 502, 503, 504])
  func pages(http: Int) throws {
    let what = try unreadable(reply("<html>\(http)</html>", http: http, type: "text/html"))
    #expect(what.hasPrefix("HTTP \(http) (text/html, starting with \"<html>"))
  }

  @Test(
    "a body that is not an envelope is unreadable",
    arguments: [
      "", " ", "ok", "null", "7", "[]", "{}", #"{"data":{}}"#, #"{"response":{}}"#, #"{"response":[]}"#,
      #"{"response":{"status":null}}"#, #"{"response":{"status":200.5}}"#,
      #"{"response":{"status":200},"data":{"id":1"#, "<html></html>", "callback({})",
    ])
  func garbage(body: String) throws {
    let what = try unreadable(reply(body))
    #expect(what.hasPrefix("HTTP 200 without an envelope ("))
  }

  @Test("bytes that are not text are escaped in messages")
  func binary() throws {
    let response = HTTPResponse(status: 200, body: [0xFF, 0x00, 0x1B, 0x5B, 0x33, 0x31, 0x6D])
    guard case .unreadable(let what) = APIResponse(response) else { throw Unexpected("understood") }
    #expect(what.contains("no content type"))
    #expect(!what.unicodeScalars.contains("\u{1B}"))
  }

  @Test("a redirect is reported and not followed", arguments: [301, 302, 307, 308])
  func redirects(http: Int) throws {
    #expect(try unreadable(reply("", http: http)).contains("redirect (HTTP \(http))"))
  }

  @Test(
    "Retry-After is read in seconds and as a date, up to a day",
    arguments: [
      ("12", 12), ("0", 0), ("-1", nil), ("soon", nil), ("9223372036854775807", 86_400),
      ("Wed, 25 Nov 2026 12:01:30 GMT", 90), ("Wed, 25 Nov 2026 11:00:00 GMT", 0),
    ] as [(String, Int?)])
  func retryAfter(text: String, seconds: Int?) throws {
    let response = reply(envelope(429), retryAfter: text, date: "Wed, 25 Nov 2026 12:00:00 GMT")
    #expect(try refusal(response).retryAfter == seconds)
  }

  @Test(
    "the status of an error determines its class",
    arguments: [
      (400, FailureClass.api), (401, .auth), (402, .api), (403, .api), (404, .notFound), (429, .rateLimited),
      (500, .api), (503, .api),
    ])
  func classes(status: Int, expected: FailureClass) throws {
    let track = try #require(Catalog.tool("track_task"))
    let error = try refusal(reply(envelope(status))).asError(track)
    #expect(error.failure == expected)
    #expect(error.message.contains("said"))
    #expect(error.rule == nil)
  }

  @Test("an envelope with status 502 alone does not tell that another timer runs")
  func userException() throws {
    let refusal = try refusal(reply(envelope(502)))
    for tool in Catalog.tools { #expect(refusal.asError(tool).failure == .api) }
  }

  @Test("a status written as text is the number")
  func textStatus() throws {
    guard case .success = reply(#"{"response":{"status":"200"},"data":{}}"#) else { throw Unexpected("no success") }
    #expect(try refusal(reply(#"{"response":{"status":"502","message":"no"},"data":{}}"#)).status == 502)
  }

  @Test("an error without a message still has a text, and its note is included")
  func texts() throws {
    let track = try #require(Catalog.tool("track_task"))
    let silent = try refusal(reply(#"{"response":{"status":500,"message":null,"note":"limit"}}"#)).asError(track)
    #expect(silent.message.contains("no message") && silent.message.contains("limit"))
    let limited = try refusal(reply(envelope(429), retryAfter: "12")).asError(track)
    #expect(limited.retryAfter == 12)
    #expect(limited.remedy == .wait(seconds: 12))
  }
}
