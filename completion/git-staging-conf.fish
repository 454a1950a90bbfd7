# `git staging` for fish: see git-rel-conf.fish, which comes with this file.
complete -c git -f -n __fish_git_needs_command -a staging \
    -d 'qualify a release candidate on a staging branch'
complete -c git -f -n '__fish_git_using_command staging' \
    -a '(__fish_git_rel_bridge staging)'
