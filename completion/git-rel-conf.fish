# fish by itself completes `git-rel` but not `git rel`: ask for the former with
# the words behind "rel", and keep those before it for the calls of git.
function __fish_git_rel_bridge -a name
    set -l words (commandline -opc)
    set -l at (contains -i -- (__fish_git_needs_command) $words)
    set -g __fish_git_rel_global
    test $at -gt 2
    and set -g __fish_git_rel_global $words[2..(math $at - 1)]
    set -l rest
    test $at -lt (count $words)
    and set rest (string escape -- $words[(math $at + 1)..])
    complete -C "git-$name $(string join ' ' -- $rest '')$(commandline -ct)"
    set -e __fish_git_rel_global
end

complete -c git -f -n __fish_git_needs_command -a rel \
    -d 'carry a release from start to finish'
complete -c git -f -n '__fish_git_using_command rel' \
    -a '(__fish_git_rel_bridge rel)'
