import Basics
import Foundation

@testable import MCPServer

/// An agent's program that starts `tt mcp`, makes one call and ends.
final class FaultAgent: @unchecked Sendable {
  let transport: StdioTransport
  private let input = Pipe()
  private let output = Pipe()
  private let lock = NSLock()
  private var answer: JSONValue?

  init() throws {
    guard let wake = SelfPipe() else { throw POSIXError(.EMFILE) }
    transport = StdioTransport(
      input: input.fileHandleForReading.fileDescriptor, output: output.fileHandleForWriting.fileDescriptor,
      log: FileHandle.nullDevice.fileDescriptor, selfPipe: wake)
    input.fileHandleForWriting.write(Data((Self.messages.joined(separator: "\n") + "\n").utf8))
    // Closing its input ends the server.
    Thread.detachNewThread { [self] in
      var text = ""
      while answer == nil {
        let bytes = output.fileHandleForReading.availableData
        if bytes.isEmpty { break }
        text += String(decoding: bytes, as: UTF8.self)
        let found = text.split(separator: "\n").compactMap { try? JSONValue.parse(String($0), as: .lenient) }
        lock.withLock { answer = found.first { $0["id"]?.int == 2 } }
      }
      try? input.fileHandleForWriting.close()
    }
  }

  /// The text of the result.
  var message: String {
    lock.withLock { answer?["result"]?["content"]?.array?.first?["text"]?.string ?? answer?.compact ?? "" }
  }

  private static let messages = [
    #"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"#
      + #""clientInfo":{"name":"agent","version":"1"}}}"#,
    #"{"jsonrpc":"2.0","method":"notifications/initialized"}"#,
    #"{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"track_task","arguments":{"task_id":42}}}"#,
  ]
}
