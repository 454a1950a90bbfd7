# bash --norc complete.bash <word>...: print what bash would offer for the last
# word, one candidate per line.  XDG_DATA_HOME leads to the files to be tested.
#
# What readline does before it calls the function is done here: the words are
# cut at '=' as well, and the function is the one registered for the command.
# shellcheck shell=bash source=/dev/null
. /usr/share/bash-completion/bash_completion

COMP_WORDS=()
for word; do
	if [[ $word == --*=* ]]; then
		COMP_WORDS+=("${word%%=*}" "=")
		[ -z "${word#*=}" ] || COMP_WORDS+=("${word#*=}")
	else
		COMP_WORDS+=("$word")
	fi
done
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
COMP_LINE=$*
# shellcheck disable=SC2034 # for the functions
COMP_POINT=${#COMP_LINE} COMP_TYPE=9 COMP_KEY=9
COMPREPLY=()

_completion_loader "$1"
spec=$(complete -p "$1") || exit
spec=${spec#* -F }
"${spec%% *}" "$1" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
printf '%s\n' "${COMPREPLY[@]}" | sed 's/ $//'
