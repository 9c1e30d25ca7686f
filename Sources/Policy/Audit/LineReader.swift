import Basics

/// Reads the lines of a log file in large blocks, without copying lines. Of a line longer than a block, which tt never
/// writes, only the start is passed on: it is not a record.
final class LineReader {
  private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: LineReader.blockSize, alignment: 16)

  static let blockSize = 1 << 20

  deinit { buffer.deallocate() }

  /// Passes every complete line from `offset` on to `body`, without its newline.
  ///
  /// - Returns: the offset after the last complete line, and the number of bytes of an incomplete one that follows.
  func read(
    _ file: LogFile, from offset: Int, _ body: (UnsafeRawBufferPointer) throws(TTError) -> Void
  ) throws(TTError) -> (end: Int, rest: Int) {
    var place = offset
    var held = 0
    var isInLongLine = false
    while true {
      if held == buffer.count {
        if !isInLongLine { try body(UnsafeRawBufferPointer(buffer)) }
        isInLongLine = true
        place += held
        held = 0
      }
      let count = try file.read(
        at: place + held, into: UnsafeMutableRawBufferPointer(rebasing: buffer[held...]))
      if count == 0 { return (place, isInLongLine ? max(1, held) : held) }
      var start = 0
      var searched = held
      held += count
      while let end = lineEnd(searched, held) {
        if !isInLongLine { try body(UnsafeRawBufferPointer(rebasing: buffer[start..<end])) }
        isInLongLine = false
        start = end + 1
        searched = start
      }
      if start > 0, let base = buffer.baseAddress { memmove(base, base + start, held - start) }
      held -= start
      place += start
    }
  }

  private func lineEnd(_ start: Int, _ end: Int) -> Int? {
    guard let base = buffer.baseAddress, start < end else { return nil }
    return memchr(base + start, 0x0A, end - start).map { $0 - base }
  }
}

extension LogFile {
  /// Passes the complete lines to `body` from the last to the first, until it returns false.
  ///
  /// - Returns: the offset of the line for which `body` returned false; nil if it never did.
  func readBackwards(_ body: ([UInt8]) -> Bool) throws(TTError) -> Int? {
    var step = 256 << 10
    var end = size
    // The end of a line that starts in an earlier block; after the last newline, an incomplete line.
    var rest: [UInt8] = []
    var isWhole = false
    while end > 0 {
      let start = max(0, end - step)
      let block = try bytes(at: start, count: end - start) + rest
      var lineEnd = block.count
      var unseen = block.count - rest.count
      while let newline = block[..<unseen].lastIndex(of: UInt8(ascii: "\n")) {
        if isWhole, !body(Array(block[(newline + 1)..<lineEnd])) { return start + newline + 1 }
        isWhole = true
        lineEnd = newline
        unseen = newline
      }
      // If a block contains no newline, larger blocks keep the work linear. Of a line too long to be a record, only that
      // is kept.
      if lineEnd == block.count { step = min(step * 2, LineReader.blockSize) }
      rest = lineEnd > LineReader.blockSize ? [UInt8(ascii: "?")] : Array(block[..<lineEnd])
      end = start
    }
    return isWhole && !body(rest) ? 0 : nil
  }

  /// The offset after the last complete line.
  func endOfLines() throws(TTError) -> Int {
    var end = size
    while end > 0 {
      let start = max(0, end - (64 << 10))
      if let newline = try bytes(at: start, count: end - start).lastIndex(of: UInt8(ascii: "\n")) {
        return start + newline + 1
      }
      end = start
    }
    return 0
  }
}
