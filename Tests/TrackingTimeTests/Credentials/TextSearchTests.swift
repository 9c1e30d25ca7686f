import Testing

@testable import Basics
@testable import TrackingTime

@Suite("Looking for several texts at once") struct TextSearchTests {
  @Test("a text is found wherever it stands, and nothing else is, as a plain search says")
  func everywhere() {
    var generator = SystemRandomNumberGenerator()
    func text(_ lengths: ClosedRange<Int>) -> String {
      String(
        (0..<Int.random(in: lengths, using: &generator)).map { _ in "abü".randomElement(using: &generator) ?? "a" })
    }
    for _ in 0..<3000 {
      let texts = (0..<Int.random(in: 0...3, using: &generator)).map { _ in text(1...6) }
      let searched = text(0...30)
      let search = TextSearch(for: texts)
      let isThere = texts.contains { searched.containsText($0) }
      #expect(search.finds(in: searched) == isThere, "\(texts) in \(searched)")
      #expect(search.finds(in: Array(searched.utf8)) == isThere, "\(texts) in \(searched)")
    }
  }
}
