import Foundation
import Testing

/// An MCP client of `tt mcp`: writes lines to its input and reads lines from its output. Everything the server writes must
/// be JSON, one message per line.
final class Agent: @unchecked Sendable {
  struct Silent: Error, CustomStringConvertible {
    var description: String
  }

  private let child: Child
  private let name: String
  private let writing: Int32
  private let lock = NSLock()
  // Only touched while the lock is held.
  private var lines: [String] = []
  private var isOver = false
  private var isClosed = false
  private var isPaused = false

  /// The members of every request of revision 2026-07-28.
  static let envelope =
    #""_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientInfo":{"name":"host","version":"3.1"},"io.modelcontextprotocol/clientCapabilities":{"elicitation":{"form":{}}}}"#
  /// The same for a client that cannot ask a person.
  static let muteEnvelope = envelope.replacingOccurrences(of: #"{"elicitation":{"form":{}}}"#, with: "{}")

  /// Starts `tt mcp` in a fixture.
  init(_ fixture: SandboxFixture, _ words: [String] = [], env: [String: String?] = [:]) throws {
    var input: [Int32] = [0, 0]
    var output: [Int32] = [0, 0]
    // A pair of sockets, as one of the large hosts uses: writing to one that is closed can be told not to raise a signal.
    #if os(Linux)
      let kind = CInt(SOCK_STREAM.rawValue)
    #else
      let kind = SOCK_STREAM
    #endif
    guard socketpair(AF_UNIX, kind, 0, &input) == 0, pipe(&output) == 0 else { throw Silent(description: "no pipes") }
    name = fixture.folder + "/runs/" + UUID().uuidString
    child = try Child(
      Products.tt, (["mcp"] + words).map { Array($0.utf8) }, environment: fixture.environment(env), input: input[0],
      output: .descriptor(output[1]), errors: name + ".err")
    close(input[0])
    close(output[1])
    writing = input[1]
    let reading = output[0]
    Thread.detachNewThread { self.read(reading) }
  }

  private func read(_ descriptor: Int32) {
    var rest: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      while lock.withLock({ isPaused }) { usleep(2000) }
      let count = Foundation.read(descriptor, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      if count <= 0 { break }
      rest += chunk[..<count]
      let parts = rest.split(separator: 0x0A, omittingEmptySubsequences: false)
      rest = Array(parts.last ?? [])
      let texts = parts.dropLast().map { String(validating: $0, as: UTF8.self) ?? "not UTF-8" }
      lock.withLock { lines += texts }
    }
    close(descriptor)
    lock.withLock { isOver = true }
  }

  /// Stops or resumes reading the output of the server.
  func pause(_ isPaused: Bool) { lock.withLock { self.isPaused = isPaused } }

  /// Sends a line; false if the server no longer reads.
  @discardableResult func send(_ line: String) -> Bool { send(bytes: Array((line + "\n").utf8)) }

  @discardableResult func send(bytes: [UInt8]) -> Bool {
    var sent = 0
    while sent < bytes.count {
      #if os(Linux)
        let flags = CInt(MSG_NOSIGNAL)
      #else
        let flags: CInt = 0
      #endif
      let count = bytes[sent...].withUnsafeBytes { Foundation.send(writing, $0.baseAddress, $0.count, flags) }
      if count <= 0 { return false }
      sent += count
    }
    return true
  }

  /// The next message of the server.
  func next() async throws -> JSON { try JSON(try await nextLine()) }

  /// The next line of the server.
  func nextLine() async throws -> String {
    for _ in 0..<10_000 {
      let (line, isOver) = lock.withLock { (lines.isEmpty ? nil : lines.removeFirst(), self.isOver) }
      if let line { return line }
      if isOver { throw Silent(description: "the server has ended: \(errors)") }
      try await Task.sleep(for: .milliseconds(2))
    }
    throw Silent(description: "no message came in 20 s: \(errors)")
  }

  /// The response to a request; any other message before it is an error, save that the tools changed where that may come.
  func answer(
    _ id: String, orListChange: Bool = false, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> JSON {
    var message = try await next()
    if orListChange, message["method"]?.string == "notifications/tools/list_changed" { message = try await next() }
    #expect(try message["id"] == JSON(id), "\(message)", sourceLocation: sourceLocation)
    #expect(message["jsonrpc"]?.string == "2.0", sourceLocation: sourceLocation)
    return message
  }

  /// Sends a request and returns the response.
  func ask(
    _ id: String, _ method: String, _ params: String? = nil, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> JSON {
    request(id, method, params)
    return try await answer(id, sourceLocation: sourceLocation)
  }

  /// Sends a request. `params` is JSON, `id` too.
  func request(_ id: String, _ method: String, _ params: String? = nil) {
    let tail = params.map { #","params":\#($0)"# } ?? ""
    send(#"{"jsonrpc":"2.0","id":\#(id),"method":"\#(method)"\#(tail)}"#)
  }

  /// Sends a `tools/call`, in the handshake's form or with an envelope.
  func call(_ id: String, _ tool: String, _ arguments: String = "{}", envelope: String? = nil, more: String = "") {
    let meta = envelope.map { "," + $0 } ?? ""
    request(id, "tools/call", #"{"name":"\#(tool)","arguments":\#(arguments)\#(more)\#(meta)}"#)
  }

  /// Sends a `tools/call` and returns the response.
  func result(
    _ id: String, _ tool: String, _ arguments: String = "{}", envelope: String? = nil, more: String = "",
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> JSON {
    call(id, tool, arguments, envelope: envelope, more: more)
    return try await answer(id, sourceLocation: sourceLocation)
  }

  /// Cancels a request.
  func cancel(_ id: String) {
    send(#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":\#(id),"reason":"timed out"}}"#)
  }

  /// Performs the handshake.
  @discardableResult
  func shakeHands(_ revision: String = "2025-11-25", capabilities: String = "{}") async throws -> JSON {
    let answer = try await ask(
      "0", "initialize",
      #"{"protocolVersion":"\#(revision)","capabilities":\#(capabilities),"clientInfo":{"name":"host","version":"3.1"}}"#
    )
    send(#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#)
    return answer
  }

  /// Closes the server's input.
  func hangUp() {
    guard !lock.withLock({ isClosed }) else { return }
    shutdown(writing, CInt(SHUT_WR))
  }

  func kill(_ signal: Int32) { _ = Foundation.kill(child.id, signal) }

  /// Peak memory so far in bytes; nil if unknown.
  var peakMemory: Int? {
    let status = try? String(contentsOfFile: "/proc/\(child.id)/status", encoding: .utf8)
    let line = status?.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return line?.split(separator: " ").dropFirst().first.flatMap { Int($0) }.map { $0 * 1024 }
  }

  /// Closes the server's input and waits for its end. Returns how it ended, its remaining output, and the seconds it took.
  func end() async throws -> (ending: Child.Ending, rest: [JSON], seconds: Double) {
    let start = ContinuousClock.now
    hangUp()
    return try await ended(since: start)
  }

  func ended(since start: ContinuousClock.Instant = .now) async throws -> (
    ending: Child.Ending, rest: [JSON], seconds: Double
  ) {
    let (ending, end) = await child.ending()
    let time = end - start
    // A second close could hit a descriptor that has another owner by now.
    let isFirst = lock.withLock {
      defer { isClosed = true }
      return !isClosed
    }
    if isFirst { close(writing) }
    while !lock.withLock({ isOver }) { try await Task.sleep(for: .milliseconds(1)) }
    let rest = try lock.withLock { lines }.map { try JSON($0) }
    return (ending, rest, Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18)
  }

  /// The standard error of the server.
  var errors: String { (try? String(contentsOfFile: name + ".err", encoding: .utf8)) ?? "" }
}
