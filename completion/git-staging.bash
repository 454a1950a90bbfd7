# shellcheck shell=bash disable=SC1090
#
# Completion of `git staging` and `git-staging` for bash: see git-rel, which
# lies beside this file, with or without an ending to its name.
declare -F __git_rel_complete >/dev/null ||
	. "${BASH_SOURCE[0]%git-staging*}git-rel${BASH_SOURCE[0]##*git-staging}"

_git_staging ()
{
	__git_rel_complete git-staging
}

! declare -F __git_complete >/dev/null ||
	__git_complete git-staging _git_staging
