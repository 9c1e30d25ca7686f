/// The completion script for zsh.
enum ZshCompletion {
  @Sendable static func script() -> String {
    let table = CompletionTable.words.map { entry in
      "    \(CompletionTable.quoted(entry.after)))\n      tt_words=(\n"
        + entry.words.map { "        " + described($0.word, $0.summary) + "\n" }.joined() + "      ) ;;"
    }
    let flags = CommandTable.commands.map { command in
      "    \(CompletionTable.quoted(command.name)))\n      tt_flags=(\n"
        + command.flags.map { "        " + described($0.long, $0.summary) + "\n" }.joined() + "      ) ;;"
    }
    let global = Flag.global.map { "    " + described($0.long, $0.summary) + "\n" }.joined()
    let valueFlags = CompletionTable.valueFlags
    let values = valueFlags.map { flag in
      "    \(flag.long)\(flag.short.map { "|-\($0)" } ?? "")) \(offer(flag.offers)) ;;"
    }
    let operands = CommandTable.commands.compactMap { command -> String? in
      guard let offers = command.operands.first?.completion, offers != .nothing else { return nil }
      return "    \(CompletionTable.quoted(command.name))) \(offer(offers)) ;;"
    }
    return "#compdef tt\n# zsh completion for tt. Made by: tt completion zsh\n\n" + CompletionTable.list(valueFlags)
      + "\n\n"
      + "_tt_words() {\n  case $1 in\n" + lines(table) + "    *) tt_words=() ;;\n  esac\n}\n\n"
      + "_tt_flags() {\n  case $1 in\n" + lines(flags) + "    *) tt_flags=() ;;\n  esac\n  tt_flags+=(\n" + global
      + "  )\n}\n\n"
      + "# Offers the values of a flag; fails for a flag that takes none.\n_tt_value() {\n  case $1 in\n"
      + lines(values)
      + "    *) return 1 ;;\n  esac\n  return 0\n}\n\n_tt_operand() {\n  case $1 in\n" + lines(operands)
      + "  esac\n}\n\n" + body
  }

  private static func offer(_ completion: Completion) -> String {
    switch completion {
    case .nothing: "_message value"
    case .file: "_files"
    case .words(let words): "compadd -- " + words.map(CompletionTable.quoted).joined(separator: " ")
    case .names(let entity): "_tt_names \(entity.rawValue)"
    }
  }

  /// `name:summary`, as _describe reads it.
  private static func described(_ word: String, _ summary: String) -> String {
    let escaped = word.split(separator: ":", omittingEmptySubsequences: false).joined(separator: #"\:"#)
    return CompletionTable.quoted(escaped + ":" + summary)
  }

  private static func lines(_ lines: [String]) -> String { lines.map { $0 + "\n" }.joined() }

  private static let body = #"""
    # Names from the cache of earlier answers; compadd quotes them.
    _tt_names() {
      local cache=${XDG_CACHE_HOME:-} names
      [[ $cache == /* ]] || cache=$HOME/.cache
      [[ -r $cache/tt/names/$1 ]] || return 0
      names=("${(@f)$(<$cache/tt/names/$1)}")
      compadd -- "${names[@]}"
    }

    _tt() {
      local at= previous= word i
      local -a tt_words tt_flags
      for ((i = 2; i < CURRENT; i++)); do
        word=${(Q)words[i]}
        [[ $word == -- ]] && return 1
        if [[ -n $previous ]]; then
          previous=
        elif [[ $word == -* ]]; then
          [[ $_tt_value_flags == *" $word "* ]] && previous=$word
        else
          _tt_words "$at"
          (( ${tt_words[(I)$word:*]} )) && at="${at:+$at }$word"
        fi
      done
      if [[ -n $previous ]]; then
        _tt_value $previous
        return
      fi
      if [[ $PREFIX == --*=* ]]; then
        word=${PREFIX%%=*}
        compset -P '*='
        _tt_value $word
        return
      fi
      if [[ $PREFIX == -* ]]; then
        _tt_flags "$at"
        _describe -o option tt_flags
        return
      fi
      _tt_words "$at"
      if (( $#tt_words )); then
        _describe command tt_words
      else
        _tt_operand "$at"
      fi
    }

    # Loaded by compinit this file is the function itself; sourced by hand it registers it.
    if [[ ${funcstack[1]-} == _tt ]]; then _tt; else compdef _tt tt; fi
    """# + "\n"
}
