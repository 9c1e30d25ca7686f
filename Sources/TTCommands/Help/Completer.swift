import Basics
import TrackingTime

/// `tt __complete -- WORDS…`: what the last word could become. The completion scripts ask at every TAB, so this neither
/// makes requests nor complains about the words before it.
///
/// The first line of the answer is the kind: `words`, `nospace` (the words want more behind them, without a space) or
/// `files`, with a tab and the text that precedes the file's name in the word. Each other line is a candidate: the whole
/// word, and a tab and its summary if it has one. Candidates are not filtered by what is already typed; the shells do
/// that by their own rules.
struct Completer {
  /// The hidden command, which is in no table.
  static let command = "__complete"

  /// What a word can become.
  struct Offer {
    var kind = "words"
    var candidates: [(word: String, summary: String)] = []

    /// The lines that are printed.
    var text: String {
      candidates.reduce(into: kind + "\n") { text, candidate in
        text += candidate.word + (candidate.summary.isEmpty ? "" : "\t" + candidate.summary) + "\n"
      }
    }
  }

  /// The resources of a kind that earlier answers brought.
  let names: (ResourceKind) -> [NameCache.Item]

  /// Answers a command line that asks for completion.
  static func answer(_ context: Context) -> String {
    let words = context.arguments.dropFirst(context.arguments.dropFirst().first == "--" ? 2 : 1)
    let completer = Completer { kind in
      (try? Folders(context)).map { NameCache.read(kind, in: CacheFolder(path: $0.cache)) } ?? []
    }
    return completer.complete(Array(words)).text
  }

  /// What the last of the words can be.
  func complete(_ words: [String]) -> Offer {
    let word = words.last ?? ""
    var scan = ArgumentScanner()
    scan.read(words.dropLast())
    let command = CommandTable.command(beginning: scan.words)
    if let tail = scan.tail {
      if command?.acceptsTrailingCommand == true { return complete(tail + [word]) }
    } else if let flag = scan.unfinishedFlag {
      return offer(flag.offers)
    } else if word.hasPrefix("--"), let equals = word.firstIndex(of: "=") {
      let name = String(word[..<equals])
      return flags(of: command).first { $0.long == name }.map { values(of: $0, after: name + "=") } ?? Offer()
    } else if word.hasPrefix("-") {
      return flags(of: command, without: scan.flags.map(\.name))
    }
    guard let command else { return next(after: scan.words) }
    let operands = scan.words.dropFirst(command.path.count) + (scan.tail ?? [])
    return operand(of: command, after: Array(operands), word)
  }

  /// The command words that can follow some others.
  private func next(after words: [String]) -> Offer {
    var offer = Offer()
    for path in CommandTable.paths where path.count > words.count && path.starts(with: words) {
      let word = path[words.count]
      if path.count == words.count + 1 {
        offer.candidates.append((word, CommandTable.command(path)?.summary ?? ""))
      } else if offer.candidates.last?.word != word, !offer.candidates.contains(where: { $0.word == word }) {
        offer.candidates.append((word, CommandTable.nouns(of: word).joined(separator: ", ")))
      }
    }
    return offer
  }

  private func flags(of command: Command?) -> [Flag] { (command?.flags ?? []) + (command?.globalFlags ?? Flag.global) }

  private func flags(of command: Command?, without given: [String]) -> Offer {
    let flags = flags(of: command).filter { !given.contains($0.name) }
    return Offer(
      candidates: flags.map { ($0.long, $0.summary) }
        + flags.compactMap { flag in
          flag.short.map { ("-\($0)", flag.summary) }
        })
  }

  private func operand(of command: Command, after given: [String], _ word: String) -> Offer {
    let last = command.operands.last.flatMap { $0.isRepeated ? $0 : nil }
    guard let operand = given.count < command.operands.count ? command.operands[given.count] : last else {
      return Offer()
    }
    switch operand.completion {
    case .arguments: return given.first.flatMap(Catalog.tool).map { arguments(of: $0, given, word) } ?? Offer()
    case .helpWords:
      let topics = given.isEmpty ? HelpTopics.all.map { ($0.name, $0.summary) } : []
      return Offer(candidates: next(after: given).candidates + topics)
    default: return offer(operand.completion)
    }
  }

  /// `NAME=VALUE`, for the arguments that are not there yet.
  private func arguments(of tool: Tool, _ given: [String], _ word: String) -> Offer {
    if let equals = word.firstIndex(of: "=") {
      guard let parameter = tool.parameter(String(word[..<equals])) else { return Offer() }
      var flag = Flag.forParameter(parameter)
      // Tools take numbers: a name would be refused.
      flag.kind = nil
      return values(of: flag, after: parameter.name + "=")
    }
    let free = tool.parameters.filter { parameter in !given.contains { $0.hasPrefix(parameter.name + "=") } }
    return Offer(kind: "nospace", candidates: free.map { ($0.name + "=", $0.summary) })
  }

  /// The values of a flag or argument, where a word holds both.
  private func values(of flag: Flag, after prefix: String) -> Offer {
    if flag.value == nil { return flag.parameter == nil ? Offer() : offer(.words(["true", "false"]), after: prefix) }
    return offer(flag.offers, after: prefix)
  }

  /// The names of a kind with what they belong to. A name that several have cannot be used, so their IDs are offered.
  private func candidates(_ kind: ResourceKind, after prefix: String) -> [(word: String, summary: String)] {
    if kind == .event { return EntryReference.words.map { (prefix + $0, "") } }
    let items = names(kind)
    let count = Dictionary(items.map { ($0.name, 1) }, uniquingKeysWith: +)
    return items.map { item in
      if count[item.name] == 1 { return (prefix + item.name, item.parent) }
      return (prefix + String(item.id), item.name + (item.parent.isEmpty ? "" : " (\(item.parent))"))
    }
  }

  private func offer(_ completion: Completion, after prefix: String = "") -> Offer {
    var offer = Offer()
    switch completion {
    case .nothing, .arguments, .helpWords, .file: break
    case .words(let words), .fileOrWords(let words): offer.candidates = words.map { (prefix + $0, "") }
    case .names(let kind): offer.candidates = candidates(kind, after: prefix)
    }
    switch completion {
    case .file, .fileOrWords: offer.kind = "files\t" + prefix
    default: break
    }
    return offer
  }
}
