# env.bash: sourced by the scripts here; WORK is the folder of the repositories.
# shellcheck shell=bash
set -u
for variable in "${!GIT_@}"; do unset "$variable"; done
export HOME="$WORK/home" XDG_CONFIG_HOME="$WORK/home/.config" LC_ALL=C TZ=UTC
export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL="${BENCH_CONFIG:-$WORK/home/gitconfig}"
export GIT_TERMINAL_PROMPT=0 GIT_EDITOR=true GIT_MERGE_AUTOEDIT=no GIT_PAGER=cat
