# Completion of `git-backport` for fish; git-backport-conf.fish brings it to
# `git backport`.  The functions are those of git-rel, beside this file.
functions -q __fish_git_rel_complete
or source (status dirname)/git-rel.fish

complete -c git-backport -f -a '(__fish_git_rel_complete git-backport)'
