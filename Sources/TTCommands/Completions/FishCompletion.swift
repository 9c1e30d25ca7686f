/// The completion script for fish.
enum FishCompletion {
  @Sendable static func script() -> String {
    var lines = [header]
    for entry in CompletionTable.words {
      for (word, summary) in entry.words {
        lines.append(complete("__tt_at \(quoted(entry.after))", "-a \(word) -d \(quoted(summary))"))
      }
    }
    for flag in Flag.global { lines.append(complete(nil, option(flag))) }
    for command in CommandTable.commands {
      let condition = "__tt_at \(quoted(command.name))"
      for flag in command.flags { lines.append(complete(condition, option(flag))) }
      if let offers = command.operands.first?.completion, offers != .nothing {
        lines.append(complete(condition, arguments(offers)))
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func complete(_ condition: String?, _ rest: String) -> String {
    "complete -c tt" + (condition.map { " -n \(quoted($0))" } ?? "") + " " + rest
  }

  private static func option(_ flag: Flag) -> String {
    let short = flag.short.map { " -s \($0)" } ?? ""
    let base = "-l \(flag.name)\(short) -d \(quoted(flag.summary))"
    guard flag.value != nil else { return base }
    switch flag.offers {
    case .nothing: return base + " -x"
    case .file: return base + " -r -F"
    case .words, .names: return base + " -x " + arguments(flag.offers)
    }
  }

  private static func arguments(_ completion: Completion) -> String {
    switch completion {
    case .nothing: ""
    case .file: "-F"
    case .words(let words): "-a \(quoted(words.joined(separator: " ")))"
    case .names(let entity): "-a '(__tt_names \(entity.rawValue))'"
    }
  }

  private static func quoted(_ text: String) -> String {
    "'" + text.map { $0 == "'" || $0 == "\\" ? "\\\($0)" : String($0) }.joined() + "'"
  }

  private static var header: String {
    let names = CompletionTable.valueFlags.flatMap { flag in [flag.long] + (flag.short.map { ["-\($0)"] } ?? []) }
    let table = CompletionTable.words.filter { !$0.after.isEmpty }.map { entry in
      "            case \(entry.after)\n                set nouns \(entry.words.map(\.word).joined(separator: " "))\n"
    }
    return #"""
      # fish completion for tt. Made by: tt completion fish
      # Names come from the cache of earlier answers; nothing here uses the network.

      # Names of one kind, one a line; fish quotes them.
      function __tt_names
          set -l cache "$XDG_CACHE_HOME"
          string match -q '/*' -- "$cache"; or set cache "$HOME/.cache"
          test -r "$cache/tt/names/$argv[1]"; and cat "$cache/tt/names/$argv[1]"
      end

      # True when the words of the command before the cursor are exactly those.
      function __tt_at
          set -l value_flags \#(names.joined(separator: " "))
          set -l at
          set -l nouns
          set -l previous
          for word in (commandline -opc)[2..-1]
              test "$word" = --; and return 1
              if test -n "$previous"
                  set previous
                  continue
              end
              if string match -q -- '-*' $word
                  contains -- $word $value_flags; and set previous $word
                  continue
              end
              if test (count $at) -eq 0
                  set at $word
                  switch $word
      \#(table.joined())            end
              else if contains -- $word $nouns
                  set -a at $word
                  set nouns
              end
          end
          test "$at" = "$argv[1]"
      end

      complete -c tt -f
      """#
  }
}
