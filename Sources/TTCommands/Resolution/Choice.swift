import Basics

/// Lets a person at a terminal choose one of several things from a numbered list.
struct Choice {
  let session: Session

  /// The ID of the chosen one; nil if none was chosen.
  ///
  /// - Parameter prompt: the question, without its numbers and mark.
  func number(of candidates: [(id: Int, title: String)], prompt: String) -> Int? {
    let lines = candidates.enumerated().map { index, candidate in "\(index + 1)  \(candidate.title)\n" }.joined()
    _ = session.context.errors.write(Array(lines.utf8))
    guard let line = session.context.askLine?("\(prompt) (1-\(candidates.count))? "),
      let number = Int(line.firstWord), candidates.indices.contains(number - 1)
    else { return nil }
    return candidates[number - 1].id
  }
}
