# Completion of `git-staging` for fish; git-staging-conf.fish brings it to
# `git staging`.  The functions are those of git-rel, beside this file.
functions -q __fish_git_rel_complete
or source (status dirname)/git-rel.fish

complete -c git-staging -f -a '(__fish_git_rel_complete git-staging)'
