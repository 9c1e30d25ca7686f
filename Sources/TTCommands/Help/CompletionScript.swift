/// What a shell needs to complete command lines of tt. Each script hands the words up to the cursor, as the shell would
/// read them, to `tt __complete` (see `Completer`) and puts the answer into the shell's own terms.
enum CompletionScript: String, CaseIterable {
  case bash, fish, zsh

  /// The script, in the language of the shell.
  var text: String {
    switch self {
    case .bash: Self.bashText
    case .fish: Self.fishText
    case .zsh: Self.zshText
    }
  }

  // Readline wants only the part of the word that it takes for a word of its own ($2): it starts one at every colon, equals
  // sign and quote. It closes an open quote itself, but takes a quote at the end of the text for the closing one.
  private static let bashText = #"""
    # bash completion for tt. Made by: tt completion bash
    _tt() {
      local line=${COMP_LINE:0:COMP_POINT} words=() word= quote= start=0 kind prefix text c i
      for ((i = 0; i < ${#line}; i++)); do
        ((i == ${#line} - ${#2})) && start=${#word}
        c=${line:i:1}
        case $quote$c in
          "''" | '""') quote= ;;
          \\ | '"\') ((i += 1)) && word+=${line:i:1} ;;
          [\"\'] | [\"\']?) [[ $quote ]] && word+=$c || quote=$c ;;
          [[:space:]]) [[ $word ]] && words+=("$word") word= ;;
          *) word+=$c ;;
        esac
      done
      [[ $2 ]] || start=${#word}
      COMPREPLY=()
      while IFS=$'\t' read -r text c; do
        if [[ -z $kind ]]; then
          kind=$text prefix=$c
          continue
        fi
        [[ $text == "$word"* ]] || continue
        text=${text:start}
        [[ $quote && $text == *"$quote" ]] && c=$quote || c=
        case $quote in
          "'") text=${text//\'/\'\\\'\'} ;;
          '"') for i in \\ \" \$ \`; do text=${text//"$i"/"\\$i"}; done ;;
          *) printf -v text %q "$text" ;;
        esac
        COMPREPLY+=("$text$c")
      done < <(command tt __complete -- "${words[@]:1}" "$word" 2>/dev/null)
      case $kind in
        nospace) compopt -o nospace 2>/dev/null ;;
        files)
          compopt -o filenames 2>/dev/null
          while IFS= read -r text; do
            text=$prefix$text
            COMPREPLY+=("${text:start}")
          done < <(compgen -f -- "${word:${#prefix}}")
          ;;
      esac
    }
    complete -F _tt tt
    """# + "\n"

  private static let fishText = #"""
    # fish completion for tt. Made by: tt completion fish
    function __tt_complete
        set -l word (commandline -to)
        set -l lines (command tt __complete -- (commandline -opc)[2..] "$word" 2>/dev/null)
        set -l kind (string split \t -- $lines[1])
        string join \n -- $lines[2..]
        if test "$kind[1]" = files
            set -l start (math 1 + (string length -- "$kind[2]"))
            for file in (__fish_complete_path (string sub -s $start -- "$word"))
                printf '%s%s\n' "$kind[2]" $file
            end
        end
    end
    complete -c tt -f -a '(__tt_complete)'
    """# + "\n"

  private static let zshText = #"""
    #compdef tt
    # zsh completion for tt. Made by: tt completion zsh
    _tt() {
      local word=$PREFIX line
      local -a lines kind items space
      [[ -n $compstate[quote] ]] || word=${(Q)word}
      lines=("${(@f)$(command tt __complete -- "${(@Q)words[2,CURRENT-1]}" "$word" 2>/dev/null)}")
      kind=("${(@ps:\t:)lines[1]}")
      [[ $kind[1] == nospace ]] && space=(-S '')
      for line in "${(@)lines[2,-1]}"; do
        items+=("${${${line%%$'\t'*}//\\/\\\\}//:/\\:}${${(M)line%%$'\t'*}/$'\t'/:}")
      done
      (( $#items )) && _describe -t tt tt items "${space[@]}"
      if [[ $kind[1] == files ]]; then
        compset -P "${(b)kind[2]}"
        _files
      fi
    }
    # Loaded by compinit this file is the function itself; sourced by hand it registers it.
    if [[ ${funcstack[1]-} == _tt ]]; then _tt; else compdef _tt tt; fi
    """# + "\n"
}
