import Basics
import Foundation
import TestSupport
import Testing
import Transport

@testable import MCPServer
@testable import TTCommands

/// One command that has met one fault.
struct FaultCell: Sendable {
  let fault: String
  let kind: FaultKind
  var exit: Int32
  var message: String
  var retryAfter: Int?
  var requests: Int
  var used: Int
  /// What the audit log says of the call: how it ended, and the requests sent for it.
  var outcome: String
  var recorded: Int

  /// A line of the printed table.
  var line: String {
    let columns = [
      fault, kind.rawValue, String(exit), "\(requests)", "\(used)", "\(outcome) \(recorded)",
      String(message.prefix(160)),
    ]
    return columns.joined(separator: "\t")
  }

  /// Runs a command against a fault, in folders of its own, on a thread of its own.
  static func run(_ fault: Fault, _ kind: FaultKind) async throws -> FaultCell {
    try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread { continuation.resume(with: Result { try run(fault, kind) }) }
    }
  }

  private static func run(_ fault: Fault, _ kind: FaultKind) throws -> FaultCell {
    switch fault.place {
    case .service(let response):
      let service = try FaultService(kind, response)
      defer { service.stop() }
      var cell = try run(fault, kind, url: service.url)
      cell.requests = service.counts.all
      if kind != .read { #expect(service.counts.own <= 1, "\(fault.name), \(kind): a write is sent once") }
      return cell
    case .address(let make):
      let (url, held) = try make()
      return try withExtendedLifetime(held) { try run(fault, kind, url: url) }
    case .certificate(let certificate):
      let server = try FaultyCertificateServer(certificate)
      defer { server.stop() }
      let variables = server.trusted.map { ["SSL_CERT_FILE": $0] } ?? [:]
      return try run(fault, kind, url: "https://127.0.0.1:\(server.port)", variables)
    }
  }

  private static func run(_ fault: Fault, _ kind: FaultKind, url: String, _ variables: [String: String] = [:]) throws
    -> FaultCell
  {
    let environment = ["TT_API_URL": url, "TT_APP_PASSWORD": "s3cret", "TT_ACCOUNT_ID": "7"]
    let cli = try CLIFixture(environment.merging(variables) { $1 })
    try cli.write(policy, config: "policy.json")
    let client = kind == .mcp ? try FaultAgent() : nil
    cli.adjust = { context in
      context.transport = { _, variables in CurlTransport(environment: variables) }
      context.cancellableTransport = { _, variables, flag in
        CurlTransport(environment: variables, cancellationFlag: flag)
      }
      context.sleep = { _ in }
      if let client { context.stdioTransport = { client.transport } }
    }
    let run = cli.run(kind.words + ["--timeout", fault.waits ? "1.5" : "25"])
    let result = try #require(try cli.auditRecords().last { $0["event"]?.string == "result" }, "\(fault.name), \(kind)")
    let error = run.errors.isEmpty ? nil : try? run.error()
    let outcome = result["outcome"]?.string ?? ""
    return FaultCell(
      fault: fault.name, kind: kind,
      exit: client == nil ? run.code : FailureClass(rawValue: outcome)?.exitCode ?? 0,
      message: client?.message ?? error?["message"]?.string ?? run.errors,
      retryAfter: error?["retry_after"]?.int, requests: 0,
      used: try cli.used("/tools/\(kind.tool)/limits/calls"), outcome: outcome, recorded: result["requests"]?.int ?? 0)
  }

  /// Every call counts.
  private static let policy: String = {
    let limits = #"{"limits":[{"counter":"calls","window":"day","max":5}]}"#
    let tools = FaultKind.allCases.filter { $0 != .mcp }.map { "\"\($0.tool)\":\(limits)" }
    return #"{"version":"1","default":"deny","tools":{\#(tools.joined(separator: ","))}}"#
  }()
}
