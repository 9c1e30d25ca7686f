import Basics
import Foundation
import TestSupport
import Testing
import Transport

@testable import TTCommands

/// Answers requests by their method and target; an unexpected one fails the test.
final class AnsweringTransport: HTTPTransport {
  static let base = "https://api.example.test/api/v4"
  private let answers: [String: String]
  private(set) var sent: [String] = []

  /// - Parameter answers: the `data` of an envelope by request, for example `GET /me`.
  init(_ answers: [String: String]) { self.answers = answers }

  func send(_ request: HTTPRequest) throws(TransportFailure) -> HTTPResponse {
    let line = request.method + " " + String(request.url.dropFirst(Self.base.count))
    sent.append(line)
    guard request.url.hasPrefix(Self.base), let data = answers[line] else {
      Issue.record("not foreseen: \(line)")
      throw TransportFailure(.aborted, reason: "not foreseen", mayHaveArrived: false)
    }
    let body = #"{"response":{"status":200,"message":"ok"},"data":\#(data)}"#
    return HTTPResponse(status: 200, contentType: "application/json", body: Array(body.utf8))
  }
}

/// The surroundings of one command line: buffers as streams, a clock fixed at 09:00 on Monday, 2 March 2026, in Berlin,
/// temporary folders, and a network that must not be used unless it was given answers.
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
  var transport: AnsweringTransport?
  /// Adds to the context what only some tests need: a person at the terminal, programs to run.
  var adjust: (inout Context) -> Void = { _ in }
  private var output: [UInt8] = []
  private var errors: [UInt8] = []

  init(_ environment: [String: String] = [:], answers: [String: String]? = nil) throws {
    home = FileManager.default.temporaryDirectory.path + "/tt-test-" + UUID().uuidString
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
    var context = Context(
      arguments: words, environment: environment,
      output: .init(isTerminal: isTerminal, columns: columns) { bytes in
        self.output += bytes
        return true
      },
      errors: .init(isTerminal: isTerminal, columns: columns) { bytes in
        self.errors += bytes
        return true
      },
      readInput: { () throws(SystemError) in Array(self.input.utf8) },
      clock: { Instant(seconds: 1_772_438_400) },
      readZoneFile: { path in
        Issue.record("the zone file \(path) is read")
        return nil
      },
      sleep: { Issue.record("slept \($0) s") },
      transport: { _ in
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

  /// Writes a file below the home folder.
  func write(_ name: String, _ text: String) throws {
    let url = URL(fileURLWithPath: home + "/" + name)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
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
