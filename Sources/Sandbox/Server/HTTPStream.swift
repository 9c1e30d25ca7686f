import Basics

/// The requests and responses of one connection.
struct HTTPStream {
  private static let maxHead = 1 << 20
  private static let phrases = [
    200: "OK", 302: "Found", 400: "Bad Request", 401: "Unauthorized", 402: "Payment Required", 403: "Forbidden",
    404: "Not Found", 429: "Too Many Requests", 500: "Internal Server Error", 502: "Bad Gateway",
  ]

  private let descriptor: Int32
  private var buffer: [UInt8] = []
  /// True if the connection ends after the response to the last request.
  private(set) var isLast = false

  init(_ descriptor: Int32) { self.descriptor = descriptor }

  /// The next request; nil if the connection has ended or what comes is not HTTP.
  mutating func next() -> RecordedRequest? {
    guard let head = readHead() else { return nil }
    // Lines end with CR and LF, which Swift takes for one character.
    var lines = head.split(separator: "\r\n")[...]
    guard let words = lines.popFirst()?.split(separator: " "), words.count == 3, words[2].hasPrefix("HTTP/1.") else {
      return nil
    }
    let headers = lines.compactMap { line in
      line.firstIndex(of: ":").map { colon in
        (name: String(line[..<colon]), value: String(line[line.index(after: colon)...].drop { $0 == " " }))
      }
    }
    func value(_ name: String) -> String? { headers.first { $0.name.lowercased() == name }?.value }
    let connection = value("connection")?.lowercased()
    isLast = connection == "close" || (words[2] == "HTTP/1.0" && connection != "keep-alive")
    if value("expect")?.lowercased() == "100-continue",
      !Sockets.send(descriptor, Array("HTTP/1.1 100 Continue\r\n\r\n".utf8))
    {
      return nil
    }
    guard let length = Int(value("content-length") ?? "0"), length >= 0, let body = take(length) else { return nil }
    let target = words[1].split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    return RecordedRequest(
      method: String(words[0]), path: String(target[0]), rawQuery: target.count > 1 ? String(target[1]) : "",
      body: body,
      headers: headers)
  }

  /// Sends a response; false if the connection has to end.
  func send(_ reply: HTTPReply) -> Bool {
    switch reply {
    case .complete(let status, let headers, let body):
      return Sockets.send(descriptor, head(status, headers, length: body.count) + body)
    case .truncated(let body):
      let head = head(200, [(name: "Content-Type", value: HTTPReply.jsonType)], length: body.count)
      _ = Sockets.send(descriptor, head + body.prefix(body.count / 2))
      return false
    case .dropped: return false
    }
  }

  private func head(_ status: Int, _ headers: [(name: String, value: String)], length: Int) -> [UInt8] {
    let fields = headers + [(name: "Content-Length", value: String(length))]
    let lines = fields.map { "\($0.name): \($0.value)\r\n" }.joined()
    return Array("HTTP/1.1 \(status) \(Self.phrases[status] ?? "Status")\r\n\(lines)\r\n".utf8)
  }

  /// The lines up to the empty one, which is removed as well.
  private mutating func readHead() -> String? {
    var searched = 0
    while true {
      if let end = endOfHead(from: searched) {
        defer { buffer.removeFirst(end) }
        return String(decoding: buffer[..<(end - 4)], as: UTF8.self)
      }
      searched = max(0, buffer.count - 3)
      guard buffer.count < Self.maxHead, fill() else { return nil }
    }
  }

  private func endOfHead(from start: Int) -> Int? {
    guard buffer.count >= start + 4 else { return nil }
    return (start...(buffer.count - 4)).first { buffer[$0..<($0 + 4)].elementsEqual([13, 10, 13, 10]) }.map { $0 + 4 }
  }

  private mutating func take(_ count: Int) -> [UInt8]? {
    while buffer.count < count { guard fill() else { return nil } }
    defer { buffer.removeFirst(count) }
    return Array(buffer.prefix(count))
  }

  private mutating func fill() -> Bool {
    let chunk = [UInt8](unsafeUninitializedCapacity: 1 << 16) { room, count in
      repeat { count = max(-1, read(descriptor, room.baseAddress, room.count)) } while count < 0 && errno == EINTR
      count = max(0, count)
    }
    buffer += chunk
    return !chunk.isEmpty
  }
}
