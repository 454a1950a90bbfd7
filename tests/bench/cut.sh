#!/usr/bin/env bash
# cut.sh WORKDIR NAME WHO local|push VERSION: one release, from start to finish.
#
# The same for all: a branch from develop, one commit, merged --no-ff to main,
# tagged, merged back, branch deleted; with push also: looked at the remote
# first, branch published, main, develop and tag pushed, remote branch deleted.
#   typed  plain commands, as a release procedure has them
#   avh    git-flow
#   floor  the leanest: git plumbing, nothing checked, nothing checked out
#   ours   git rel; ours-late publishes nothing before finish
#   before the git rel in the folder $BEFORE, as ours
#   none   what this script itself costs
WORK=$1 n=$2 who=$3 mode=$4 v=$5
case $who in
before) PATH=$BEFORE:$PATH who=ours ;;
esac
# shellcheck disable=SC2034 # for env.bash
case $who in ours*) BENCH_CONFIG=$WORK/home/gitconfig.ours ;; esac
# shellcheck source=tests/bench/env.bash
. "$(dirname "$0")/env.bash"
cd "$WORK/$n" || exit
b=release/v$v

commit() {
	echo "$v" >VERSION
	git commit -qam "chore: prepare release $v"
}

pushed() { [ "$mode" = push ]; }

set -e
case $who in
none) ;;
ours)
	if pushed; then git rel start -q -y --push "$v"; else git rel start -q -y "$v"; fi
	commit
	git rel finish -q -y "$v"
	;;
ours-late)
	git rel start -q -y "$v"
	commit
	git rel finish -q -y "$v"
	;;
avh)
	if pushed; then
		git flow release start -F "$v"
		commit
		git flow release publish "$v"
		git flow release finish -F -p -m "Release v$v" "$v"
	else
		git flow release start "$v"
		commit
		git flow release finish -m "Release v$v" "$v"
	fi
	;;
typed)
	git checkout -q develop
	if pushed; then git pull -q origin develop; fi
	git checkout -q -b "$b"
	commit
	if pushed; then git push -q origin "$b"; fi
	git checkout -q main
	if pushed; then git pull -q origin main; fi
	git merge -q --no-ff -m "Merge $b" "$b"
	if pushed; then git push -q origin main; fi
	git tag -a "v$v" -m "Release v$v"
	if pushed; then git push -q origin "v$v"; fi
	git checkout -q develop
	if pushed; then git pull -q origin develop; fi
	git merge -q --no-ff -m "Merge v$v into develop" main
	if pushed; then
		git push -q origin develop
		git push -q origin --delete "$b"
	fi
	git branch -q -d "$b"
	;;
floor)
	if pushed; then git fetch -q origin develop main; fi
	git checkout -q -b "$b" develop
	commit
	if pushed; then git push -q origin "$b"; fi
	r=$(git rev-parse "$b") m=$(git rev-parse main) d=$(git rev-parse develop)
	t=$(git merge-tree --write-tree "$m" "$r" | head -1)
	m2=$(git commit-tree "$t" -p "$m" -p "$r" -m "Merge $b")
	tag=$(printf 'object %s\ntype commit\ntag v%s\ntagger B <b@example.com> %s +0000\n\nRelease v%s\n' \
		"$m2" "$v" "$(date +%s)" "$v" | git mktag)
	t=$(git merge-tree --write-tree "$d" "$m2" | head -1)
	d2=$(git commit-tree "$t" -p "$d" -p "$m2" -m "Merge v$v into develop")
	git read-tree -m -u HEAD "$d2"
	git symbolic-ref HEAD refs/heads/develop
	printf '%s\n' start "update refs/heads/main $m2 $m" \
		"update refs/heads/develop $d2 $d" "create refs/tags/v$v $tag" \
		"delete refs/heads/$b $r" prepare commit |
		git update-ref --stdin >/dev/null
	if pushed; then git push -q --atomic origin main develop "v$v" ":$b"; fi
	;;
esac
