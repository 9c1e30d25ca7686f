import Basics
import Foundation
import TestSupport
import Testing
import Transport

@testable import TTCommands

/// Answers requests by their method and target; an unexpected one fails the test. Every list has one page: the request for
/// the second, which ends a list, is answered and not kept.
final class AnsweringTransport: HTTPTransport {
  static let base = "https://api.example.test/api/v4"
  private let answers: [String: String]
  private(set) var requests: [HTTPRequest] = []
  /// The requests as method and target.
  var sent: [String] { requests.map(Self.line) }

  /// - Parameter answers: the `data` of an envelope by request, for example `GET /me`. One that ends in `?` answers the
  ///   request with any parameters, or none.
  init(_ answers: [String: String]) { self.answers = answers }

  func send(_ request: HTTPRequest) throws(TransportFailure) -> HTTPResponse {
    let line = Self.line(request)
    if line.hasPrefix("GET "), line.contains("page=1&") || line.hasSuffix("page=1") { return Self.envelope("[]") }
    requests.append(request)
    let place = String(line.prefix { $0 != "?" })
    guard request.url.hasPrefix(Self.base), let data = answers[line] ?? answers[place + "?"] else {
      Issue.record("not foreseen: \(line)")
      throw TransportFailure(.aborted, reason: "not foreseen", mayHaveArrived: false)
    }
    return Self.envelope(data)
  }

  private static func envelope(_ data: String) -> HTTPResponse {
    let body = #"{"response":{"status":200,"message":"ok"},"data":\#(data)}"#
    return HTTPResponse(status: 200, contentType: "application/json", body: Array(body.utf8))
  }

  private static func line(_ request: HTTPRequest) -> String {
    request.method + " " + String(request.url.dropFirst(base.count))
  }
}

extension HTTPRequest {
  /// The parameters in the query and in the form, read by a decoder other than tt's.
  var parameters: [String: String] {
    let query = URLComponents(string: url)?.queryItems ?? []
    let form = URLComponents(string: "?" + String(decoding: body ?? [], as: UTF8.self))?.queryItems ?? []
    return (query + form).reduce(into: [:]) { found, item in
      #expect(found[item.name] == nil, "\(item.name) is sent twice")
      found[item.name] = item.value ?? ""
    }
  }
}

/// The surroundings of one command line: buffers as streams, a clock fixed at 09:00 on Monday, 2 March 2026, in Berlin
/// unless a test sets it, temporary folders, and a network that must not be used unless it was given answers.
final class CLIFixture {
  /// How a command line ended.
  struct Run {
    var code: Int32
    var output: String
    var errors: String
  }

  let home: String
  var environment: [String: String]
  var isTerminal = false
  var columns: Int?
  var input = ""
  var now = Instant(seconds: 1_772_438_400)
  /// The machine's time zone files, if a test sets a named zone.
  var readsZoneFiles = false
  var transport: AnsweringTransport?
  /// Adds to the context what only some tests need: a person at the terminal, programs to run.
  var adjust: (inout Context) -> Void = { _ in }
  private var output: [UInt8] = []
  private var errors: [UInt8] = []

  init(_ environment: [String: String] = [:], answers: [String: String]? = nil) throws {
    home = TempFolder.newPath()
    try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
    let base = ["HOME": home, "TZ": "CET-1CEST,M3.5.0,M10.5.0/3", "TT_API_URL": AnsweringTransport.base]
    self.environment = base.merging(environment) { $1 }
    if let answers {
      transport = AnsweringTransport(answers)
      self.environment["TT_APP_PASSWORD"] = "s3cret"
      self.environment["TT_ACCOUNT_ID"] = "7"
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: home) }

  func context(_ words: [String] = []) -> Context {
    let now = now
    var context = Context(
      arguments: words, environment: Environment(environment),
      output: .init(isTerminal: isTerminal, columns: columns) { bytes in
        self.output += bytes
        return true
      },
      errors: .init(isTerminal: isTerminal, columns: columns) { bytes in
        self.errors += bytes
        return true
      },
      readInput: { () throws(SystemError) in Array(self.input.utf8) },
      clock: { now },
      readZoneFile: { path in
        if self.readsZoneFiles { return try? Files.read(path, limit: 1 << 20) }
        Issue.record("the zone file \(path) is read")
        return nil
      },
      sleep: { Issue.record("slept \($0) s") },
      transport: { _, _ in
        guard let transport = self.transport else {
          Issue.record("the network is touched")
          return AnsweringTransport([:])
        }
        return transport
      })
    adjust(&context)
    return context
  }

  /// Runs a command line.
  func run(_ words: String...) -> Run { run(words) }

  func run(_ words: [String]) -> Run {
    output = []
    errors = []
    let code = Program.run(context(words))
    return Run(
      code: code, output: String(decoding: output, as: UTF8.self), errors: String(decoding: errors, as: UTF8.self))
  }

  /// Runs a command line with other variables; a nil removes one.
  func run(_ words: String..., with changes: [String: String?]) -> Run { run(words, with: changes) }

  func run(_ words: [String], with changes: [String: String?]) -> Run {
    let before = environment
    defer { environment = before }
    for (name, value) in changes { environment[name] = value }
    return run(words)
  }

  /// Writes a file below the home folder and returns its path.
  @discardableResult
  func write(_ name: String, _ text: String, mode: Int? = nil) throws -> String {
    let url = URL(fileURLWithPath: home + "/" + name)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
    if let mode { chmod(url.path, mode_t(mode)) }
    return url.path
  }

  func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: home + "/" + name) }
}

/// The arguments of a command line that runs a command.
func parsed(_ words: [String]) throws -> Arguments {
  guard case .run(let arguments) = try ArgumentParser().parse(words) else { throw Unexpected("help or version") }
  return arguments
}

/// The error of a line that cannot be parsed.
func refused(_ words: [String]) throws -> TTError { try failure { _ = try ArgumentParser().parse(words) } }

/// The words of a line as a shell would split it: blanks, single quotes, nothing else.
func shellWords(_ line: String) -> [String] {
  var words: [String] = []
  var word: String?
  var isQuoted = false
  for character in line {
    if character == "'" {
      isQuoted.toggle()
      word = word ?? ""
    } else if character == " ", !isQuoted {
      if let word { words.append(word) }
      word = nil
    } else {
      word = (word ?? "") + String(character)
    }
  }
  return words + (word.map { [$0] } ?? [])
}
