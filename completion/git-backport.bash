# shellcheck shell=bash disable=SC1090
#
# Completion of `git backport` and `git-backport` for bash: see git-rel, which
# lies beside this file, with or without an ending to its name.
declare -F __git_rel_complete >/dev/null ||
	. "${BASH_SOURCE[0]%git-backport*}git-rel${BASH_SOURCE[0]##*git-backport}"

_git_backport ()
{
	__git_rel_complete git-backport
}

! declare -F __git_complete >/dev/null ||
	__git_complete git-backport _git_backport
