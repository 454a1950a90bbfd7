# `git backport` for fish: see git-rel-conf.fish, which comes with this file.
complete -c git -f -n __fish_git_needs_command -a backport \
    -d 'bring commits to the branches of older releases'
complete -c git -f -n '__fish_git_using_command backport' \
    -a '(__fish_git_rel_bridge backport)'
