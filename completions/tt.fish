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
