/// The completion script for bash. It needs nothing but bash: no bash-completion package, no run of tt.
enum BashCompletion {
  @Sendable static func script() -> String {
    let table = CompletionTable.words.map { entry in
      "    \(CompletionTable.quoted(entry.after))) words=\(CompletionTable.quoted(entry.words.map(\.word).joined(separator: " "))) ;;"
    }
    let flags = CommandTable.commands.map { command in
      let names = CompletionTable.flags(command).flatMap { flag in [flag.long] + (flag.short.map { ["-\($0)"] } ?? []) }
      return
        "    \(CompletionTable.quoted(command.name))) flags=\(CompletionTable.quoted(names.joined(separator: " "))) ;;"
    }
    let valueFlags = CompletionTable.valueFlags
    let values = valueFlags.map { flag in
      "    \(flag.long)\(flag.short.map { "|-\($0)" } ?? "")) \(offer(flag.offers)) ;;"
    }
    let operands = CommandTable.commands.compactMap { command -> String? in
      guard let offers = command.operands.first?.completion, offers != .nothing else { return nil }
      return "    \(CompletionTable.quoted(command.name))) \(offer(offers)) ;;"
    }
    return header + "\n" + CompletionTable.list(valueFlags) + "\n\n_tt_words() {\n  case $1 in\n" + lines(table)
      + "    *) words= ;;\n  esac\n}\n\n"
      + "_tt_flags() {\n  case $1 in\n" + lines(flags) + "    *) flags='--help --version' ;;\n  esac\n}\n\n"
      + "# What the value of a flag can be; fails for a flag that takes none.\n_tt_value() {\n  case $1 in\n"
      + lines(values)
      + "    *) return 1 ;;\n  esac\n}\n\n_tt_operand() {\n  case $1 in\n" + lines(operands)
      + "    *) return 1 ;;\n  esac\n}\n\n"
      + body
  }

  private static func offer(_ completion: Completion) -> String {
    switch completion {
    case .nothing: ":"
    case .file: "_tt_files"
    case .words(let words): "_tt_offer " + words.map(CompletionTable.quoted).joined(separator: " ")
    case .names(let entity): "_tt_names \(entity.rawValue)"
    }
  }

  private static func lines(_ lines: [String]) -> String { lines.map { $0 + "\n" }.joined() }

  private static let header = #"""
    # bash completion for tt. Made by: tt completion bash
    # Names come from the cache of earlier answers; nothing here uses the network or starts a program.
    """# + "\n"

  private static let body = #"""
    # Offers the words that begin with what was typed, each quoted so that the shell reads it as it is.
    _tt_offer() {
      local word text ahead escape='\'
      for word; do
        [[ $word == "$_tt_typed"* ]] || continue
        case $_tt_quote in
          "'") text=${word//\'/\'\\\'\'} ahead=${word:0:_tt_skip} ;;
          '"')
            text=${word//"$escape"/"$escape$escape"} text=${text//'"'/"$escape"'"'}
            text=${text//'$'/"$escape"'$'} text=${text//'`'/"$escape"'`'} ahead=${word:0:_tt_skip}
            ;;
          *) printf -v text %q "$word"; printf -v ahead %q "${word:0:_tt_skip}" ;;
        esac
        # Readline closes the quotes, but takes a quote at the end of the text for the closing one.
        [[ -n $_tt_quote && $word == *"$_tt_quote" ]] && text+=$_tt_quote
        ((_tt_skip)) && text=${text#"$ahead"}
        COMPREPLY+=("$text")
      done
    }

    _tt_names() {
      local cache=${XDG_CACHE_HOME:-} names=()
      [[ $cache == /* ]] || cache=$HOME/.cache
      [[ -r $cache/tt/names/$1 ]] || return 0
      mapfile -t names <"$cache/tt/names/$1"
      _tt_offer "${names[@]}"
    }

    _tt_files() {
      local file
      while IFS= read -r file; do COMPREPLY+=("${file:_tt_skip}"); done < <(compgen -f -- "$_tt_typed")
      # Readline knows how to quote file names, and puts a slash behind folders.
      compopt -o filenames 2>/dev/null
    }

    # The word at the cursor as the shell would read it, in _tt_typed; and how much of it stands before readline's own
    # word, which begins anew at a colon or an equals sign, in _tt_skip.
    _tt_read_word() {
      local line=${COMP_LINE:0:COMP_POINT} quote= word= character i
      for ((i = 0; i < ${#line}; i++)); do
        character=${line:i:1}
        if [[ $quote == "'" ]]; then
          [[ $character == "'" ]] && quote= || word+=$character
        elif [[ $character == "\\" ]]; then
          ((i += 1))
          word+=${line:i:1}
        elif [[ $quote == '"' ]]; then
          [[ $character == '"' ]] && quote= || word+=$character
        elif [[ $character == ["'\""] ]]; then
          quote=$character
        elif [[ $character == [[:space:]] ]]; then
          word=
        else
          word+=$character
        fi
      done
      _tt_typed=$word
      _tt_quote=$quote
      _tt_skip=0
      if [[ -z $quote && $word == *:* && $COMP_WORDBREAKS == *:* ]]; then
        word=${word%"${word##*:}"}
        _tt_skip=${#word}
      fi
    }

    _tt() {
      local words= flags= path= previous= word i _tt_typed _tt_quote _tt_skip
      COMPREPLY=()
      _tt_read_word
      # What stands before the cursor: the words of the command, and whether the last one wants a value.
      for ((i = 1; i < COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        [[ $word == -- ]] && return
        [[ $word == '=' ]] && continue
        if [[ -n $previous ]]; then
          previous=
        elif [[ $word == -* ]]; then
          [[ $_tt_value_flags == *" $word "* ]] && previous=$word
        else
          _tt_words "$path"
          [[ " $words " == *" $word "* ]] && path="${path:+$path }$word"
        fi
      done
      if [[ $_tt_typed == --*=* ]]; then
        word=${_tt_typed%%=*}
        _tt_typed=${_tt_typed#*=}
        _tt_skip=0
        _tt_value "$word"
        return
      fi
      if [[ -n $previous ]]; then
        _tt_value "$previous"
        return
      fi
      if [[ $_tt_typed == -* ]]; then
        _tt_flags "$path"
        mapfile -t COMPREPLY < <(compgen -W "$flags" -- "$_tt_typed")
        return
      fi
      _tt_words "$path"
      if [[ -n $words ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$words" -- "$_tt_typed")
      else
        _tt_operand "$path"
      fi
    }

    complete -F _tt tt
    """# + "\n"
}
