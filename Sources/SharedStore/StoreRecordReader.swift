import Basics
import Policy

/// Reads the records of a shared store page by page.
struct StoreRecordReader: AuditRecordReader {
  typealias Page = (_ from: Int, _ isDescending: Bool) throws(TTError) -> [[String?]]

  /// The number of records asked for at once.
  static let pageSize = 1000
  /// The store is asked at most once a second.
  let interval = 1.0
  let damaged = 0

  private let filter: AuditFilter
  private let page: Page
  private let failure: () -> TTError
  /// The number of the next record.
  private var next = 1

  /// - Parameter page: the rows of at most `pageSize` records from a number on, or down from it.
  init(filter: AuditFilter, failure: @escaping () -> TTError, page: @escaping Page) {
    self.filter = filter
    self.failure = failure
    self.page = page
  }

  mutating func skip(toLast count: Int) throws(TTError) {
    var left = count
    var from = Int.max
    next = 1
    while true {
      let records = try records(from: from, isDescending: true)
      if from == .max, let last = records.first { next = last.number + (count == 0 ? 1 : 0) }
      if count == 0 { return }
      for (number, record) in records where filter.matches(record.value) {
        left -= 1
        next = number
        if left == 0 { return }
      }
      guard records.count == Self.pageSize, let last = records.last, last.number > 1 else { break }
      from = last.number - 1
    }
    next = 1
  }

  mutating func read(_ body: (AuditRecord) throws(TTError) -> Void) throws(TTError) {
    while true {
      let records = try records(from: next, isDescending: false)
      for (number, record) in records {
        next = number + 1
        if filter.matches(record.value) { try body(record) }
      }
      if records.count < Self.pageSize { return }
    }
  }

  mutating func refresh() throws(TTError) -> Bool { true }

  private func records(
    from number: Int, isDescending: Bool
  ) throws(TTError) -> [(number: Int, record: AuditRecord)] {
    var records: [(number: Int, record: AuditRecord)] = []
    for row in try page(number, isDescending) {
      guard row.count == 2, let number = row[0].flatMap({ Int($0) }), let line = row[1],
        let value = try? JSONValue.parse(line)
      else { throw failure() }
      records.append((number, AuditRecord(value: value, line: Array(line.utf8))))
    }
    return records
  }
}
