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
