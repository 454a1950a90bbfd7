# shellcheck shell=bash disable=SC2154 # cur, prev, words, cword are git's
#
# Completion of `git rel` and `git-rel` for bash, on top of git's own.  It knows
# no verb and no option: it asks the program, which answers from its tables.
# The other programs of the suite use the same functions.

# Load git's completion where `git-rel` is completed before any `git`.
if ! declare -F __git_complete >/dev/null; then
	_comp_load git 2>/dev/null || __load_completion git 2>/dev/null
fi

# __git_rel_run <program> <argument>...: through git, for its -C and --git-dir
__git_rel_run ()
{
	local name=${1#git-}
	shift
	__git "$name" "$@" </dev/null
}

# __git_rel_value <program> <verb> <option> <beginning>: the values of an
# option, by the name that help gives its argument
__git_rel_value ()
{
	local arg
	arg=$(__git_rel_run "$1" ${2:+"$2"} -h | sed -En \
		-e "s/^    (-., )?$3( |\[=)[[(<]*([^])> ]*).*/\3/p")
	[ "$3" != --remote ] || arg=remote
	case $arg in
	*"|"*) __gitcomp "${arg//|/ }" "" "$4" ;;
	when) __gitcomp "always never auto" "" "$4" ;;
	remote) __gitcomp_nl "$(__git_remotes)" "" "$4" ;;
	branch | commit | base) __gitcomp_nl "$(__git_refs)" "" "$4" ;;
	file | path) compopt -o filenames 2>/dev/null
		mapfile -t COMPREPLY < <(compgen -f -- "$4") ;;
	*) [ -z "$2" ] || __gitcomp_nl \
		"$(__git_rel_run "$1" "$2" --list-args "$3=")" "" "$4" ;;
	esac
}

# __git_rel_argument <program> <verb> <arguments so far> <word behind the verb>...
__git_rel_argument ()
{
	local program=$1 verb=$2 count=$3 words
	shift 3
	words=$(__git_rel_run "$program" "$verb" --list-args "$@")
	if [ -z "$words" ] && [ "$count" -gt 0 ] &&
		__git_rel_run "$program" "$verb" -h | sed '/^$/q' |
		grep -Eq '<(base|commit)>'; then
		words=$(__git_refs)
	fi
	__gitcomp_nl "$words"
}

# __git_rel_complete <program>
__git_rel_complete ()
{
	local verbs verb="" options c dashes="" count=0 before=()
	verbs=$(__git_rel_run "$1" --list-cmds | cut -f1)
	for ((c = __git_cmd_idx + 1; c < cword; c++)); do
		[ -z "$verb" ] || before+=("${words[c]}")
		case ${words[c]} in
		--) dashes=y ;;
		-*) ;;
		*)
			if [ -n "$verb" ]; then
				((count++))
			elif [[ $'\n'$verbs$'\n' == *$'\n'${words[c]}$'\n'* ]]; then
				verb=${words[c]}
			fi ;;
		esac
	done
	options=
	if [ -z "$dashes" ] && [[ $cur == -* || $prev == --* ]]; then
		options=$(__git_rel_run "$1" ${verb:+"$verb"} \
			--git-completion-helper)
	fi
	if [[ $prev == --* && " $options " == *" $prev= "* ]]; then
		__git_rel_value "$1" "$verb" "$prev" "$cur"
	elif [[ $cur == --*=* && " $options " =~ " ${cur%%=*}"=?" " ]]; then
		__git_rel_value "$1" "$verb" "${cur%%=*}" "${cur#*=}"
	elif [[ -z $dashes && $cur == -* ]]; then
		__gitcomp "$options"
	elif [ -z "$verb" ]; then
		__gitcomp_nl "$verbs"
	else
		__git_rel_argument "$1" "$verb" "$count" "${before[@]}"
	fi
}

_git_rel ()
{
	__git_rel_complete git-rel
}

# The dashed form: nothing to do where git's completion could not be found.
! declare -F __git_complete >/dev/null || __git_complete git-rel _git_rel
