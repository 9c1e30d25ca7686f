/// Finds the known word that a misspelled one was probably meant to be.
public enum Spelling {
  /// The closest candidate, or nil if none is close: within three edits and a third of the word's length
  /// (Damerau-Levenshtein distance, ignoring case).
  public static func closestMatch(to word: String, among candidates: some Sequence<String>) -> String? {
    let letters = Array(word.lowercased())
    // A word far longer than any name cannot be a misspelling, and comparing it would cost its square.
    guard letters.count <= 64 else { return nil }
    let maxDistance = min(3, max(1, letters.count / 3))
    var best: (word: String, distance: Int)?
    for candidate in candidates {
      let distance = distance(letters, Array(candidate.lowercased()))
      if distance <= maxDistance, distance < best?.distance ?? Int.max { best = (candidate, distance) }
    }
    return best?.word
  }

  private static func distance(_ a: [Character], _ b: [Character]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in a.indices {
      var row = [i + 1]
      for j in b.indices {
        var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, beforeLast[j - 1] + 1) }
        row.append(cost)
      }
      beforeLast = last
      last = row
    }
    return last[b.count]
  }
}
