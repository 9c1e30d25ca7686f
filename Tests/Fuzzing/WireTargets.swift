import Basics
import Transport

@testable import MCPServer
@testable import TrackingTime

/// A response: its status is the first line, its body the rest.
func fuzzEnvelope(_ bytes: [UInt8]) {
  let end = bytes.firstIndex(of: 0x0A) ?? 0
  let status = Int(text(bytes[..<end])) ?? 200
  switch APIResponse(HTTPResponse(status: status, contentType: "text/html", body: Array(bytes[end...]))) {
  case .success(let payload):
    let shown = ResponseNormalizer(showSecrets: false).normalize(payload.data)
    require((try? JSONValue.parse(shown.compact, as: .lenient)) != nil, "what is shown is JSON")
    for timer in [RunningTimer(payload.data), RunningTimer(payload.data, user: 1)].compactMap({ $0 }) {
      _ = (timer.title, timer.started)
    }
    for row in payload.data.array ?? [payload.data] { _ = RecordedEntry(row) }
  case .refused(let error):
    require(error.status != 200, "a success is no refusal")
  case .unreadable(let reason):
    require(reason.utf8.count < 2048, "a reason is short")
  }
}

/// A stream of lines: however it is cut into pieces, the same messages arrive, and the ID of a request is found without
/// parsing it.
func fuzzMCP(_ bytes: [UInt8]) {
  let lines = messages(bytes, piece: bytes.count)
  require(lines == messages(bytes, piece: 1 + bytes.count % 7), "lines do not depend on how they arrive")
  for line in lines {
    guard case .request(let id, _, _) = Message(line: line) else { continue }
    var extractor = RequestIDExtractor()
    extractor.read(line[...])
    if id.json.compact.utf8.count < 200 { require(extractor.requestID == id, "the ID is \(id.json.compact)") }
  }
}

private func messages(_ bytes: [UInt8], piece: Int) -> [[UInt8]] {
  var splitter = LineSplitter()
  var lines: [LineSplitter.Line] = []
  var rest = bytes[...]
  while !rest.isEmpty {
    lines += splitter.take(rest.prefix(piece))
    rest = rest.dropFirst(piece)
  }
  if let last = splitter.end() { lines.append(last) }
  return lines.compactMap { if case .whole(let line) = $0 { line } else { nil } }
}
