import Basics

/// Follows the pages of one list: which of their elements are new, and how many pages to read at a time. Keeps the IDs of
/// two pages, however long the list is.
struct PageReader {
  /// The elements that were asked for.
  private let size: Int
  /// The IDs of the first page, which a list that ignores the number of the page repeats.
  private var first: Set<Int> = []
  /// The IDs of the page before, which is repeated in part if something was added meanwhile.
  private var previous: Set<Int> = []
  private var pages = 0
  private var lastCount = 0

  /// The most pages that are read at a time.
  private static let maxWidth = 8
  /// The memory for responses that wait for those before them, in bytes.
  private static let budget = 4 << 20

  init(size: Int) { self.size = size }

  /// The elements of the next page that are new. An ID may occur twice within a page: an entry of several tasks.
  mutating func fresh(_ elements: [JSONValue]) -> [JSONValue] {
    let isFirst = pages == 0
    let fresh = elements.filter { element in
      element["id"]?.idNumber.map { !first.contains($0) && !previous.contains($0) } ?? isFirst
    }
    let ids = Set(elements.lazy.compactMap { $0["id"]?.idNumber })
    if isFirst { first = ids } else { previous = ids }
    pages += 1
    lastCount = elements.count
    return fresh
  }

  /// How many pages to read at a time: one after a short page, which is probably the last but for an empty one.
  ///
  /// - Parameter bodySize: the size in bytes of the last page's response.
  func width(bodySize: Int) -> Int {
    if pages == 1, lastCount < size { return 1 }
    return max(1, min(Self.maxWidth, Self.budget / max(1, bodySize)))
  }
}
