#!/usr/bin/env bats
# What happens to evidence by accident: clocks, clones of all kinds, policies that
# change, gates that misbehave.

load lib
load staging

setup() { sealed; }

# ---- clocks ------------------------------------------------------------------

# One item that has to be fresh, one that need not be.
fresh() {
	repo_trunk
	policy <<-'END'
		[items]
		docs = The manual is up to date [max-age 7d]
		note = Anybody may look
		[checklist.final]
		look = docs note
		release = @tagged @merged
	END
	begun
}

# at_time <date> <command>...: with such a clock
at_time() { GIT_AUTHOR_DATE=$1 GIT_COMMITTER_DATE=$1 "${@:2}"; }

@test "a clock that is an hour behind, in any zone, orders nothing" {
	fresh
	local now
	now=$(date +%s)
	at_time "$now +0000" quietly git staging tick docs
	at_time "$((now - 3600)) -1130" quietly git staging tick --fail docs
	stands docs failed
	at_time "$((now - 3600)) +1400" quietly git staging tick docs
	stands docs done
	run git staging verify
	exits 0
	says 'warning: ' 'it is dated before'
}

@test "two answers of one second are in the order in which they were given" {
	fresh
	quietly git staging tick --fail note
	quietly git staging tick note
	stands note done
	quietly git staging tick --fail note
	stands note failed
	[ "$(records item)" = 3 ]
}

@test "an answer by a clock that is a year ahead does not stay young" {
	fresh
	at_time "$(($(date +%s) + 365 * 86400)) +0000" quietly git staging tick docs
	stands docs stale
	run git staging
	says 'its date is to come'
	at_time "$(($(date +%s) + 3600)) +0000" quietly git staging tick docs
	stands docs done
	# where nobody asks how old it is it is as good as any
	at_time "$(($(date +%s) + 365 * 86400)) +0000" quietly git staging tick note
	stands note done
}

# ---- clones --------------------------------------------------------------------

@test "a mirror has the evidence, and a plain clone none" {
	asked
	out
	git clone -q --mirror "file://$REMOTE" "$T/mirror.git"
	[ "$(git -C "$T/mirror.git" rev-parse refs/rel/evidence/0.2.0)" = "$(at)" ]
	cd "$T/mirror.git" || return
	run git staging verify 0.2.0
	exits 0
	says '0.2.0: the evidence is as it was made'
	cd "$R" || return
	another bob
	run git staging verify 0.2.0
	exits '1|128'
	says 'there is no evidence of 0.2.0 here' 'git staging fetch 0.2.0 brings what'
	quietly git staging fetch 0.2.0
	run git staging verify 0.2.0
	exits 0
}

@test "who may not push hands the answers over in a bundle" {
	asked
	begun
	another bob
	quietly git staging fetch 0.2.0
	on_server_refuse 'refs/rel/*'
	run git staging tick --of 0.2.0 docs
	exits '1|128'
	says 'it is kept here'
	git bundle create -q "$T/of-bob" refs/rel/evidence/0.2.0
	on_server_allow
	cd "$R" || return
	quietly git staging tick note
	git fetch -q "$T/of-bob" refs/rel/evidence/0.2.0:refs/rel/remotes/bob/evidence/0.2.0
	run git staging push -y 0.2.0
	exits 0
	quietly git config remote.bob.url "$T/of-bob"
	run git staging fetch --remote=bob 0.2.0
	exits 0
	stands docs done
	stands note done
	quietly git staging push -y
	here_and_there refs/rel/evidence/0.2.0
	[ "$(records item)" = 2 ]
}

@test "a fork has its own evidence until somebody with rights takes it in" {
	asked
	begun
	git clone -q --bare "file://$REMOTE" "$T/fork.git"
	another eve
	git remote add fork "$T/fork.git"
	quietly git staging fetch 0.2.0
	quietly git staging tick --of 0.2.0 --no-push docs
	quietly git staging push -y --remote=fork 0.2.0
	[ "$(git -C "$T/fork.git" rev-parse refs/rel/evidence/0.2.0)" = "$(at)" ]
	cd "$R" || return
	git remote add eve "$T/fork.git"
	quietly git staging fetch --remote=eve 0.2.0
	stands docs done
	quietly git staging push -y 0.2.0
	here_and_there refs/rel/evidence/0.2.0
}

@test "our server hook lets nobody rewind or delete evidence, or move a seal" {
	asked
	cd "$REMOTE" || return
	git config rel.rule.evidence append-only
	quietly git rel hooks install -y --server || quietly git rel hooks -y install --server
	cd "$R" || return
	out
	quietly git staging known-issue --of 0.2.0 add 'slow'
	run git push -q --force origin "$(at)~1:refs/rel/evidence/0.2.0"
	exits 1
	says 'refs/rel/evidence/0.2.0'
	run git push -q origin :refs/rel/evidence/0.2.0
	exits 1
	says 'is kept for ever, and would be deleted'
	run git push -q --force origin "$(at):refs/rel/seal/0.2.0"
	exits 1
	says 'is kept for ever, and would be moved'
	run git push -q origin :refs/rel/seal/0.2.0
	exits 1
	another bob
	run git push -q --mirror origin
	exits 1
	here_and_there refs/rel/evidence/0.2.0 refs/rel/seal/0.2.0
}

# ---- policies that change ------------------------------------------------------

# follows_main <subject>: the policy has changed there, and the branch takes it over
follows_main() {
	git commit -q -a -m "$1"
	git push -q origin main
	git switch -q release/v0.2.0
	git merge -q --no-edit main
	quietly git staging push -y
}

@test "an item whose text changed after it was answered is told" {
	asked
	begun
	quietly git staging tick docs
	quietly git staging tick note
	git switch -q main
	sed -i 's/^docs = .*/docs = The manual is up to date, in all languages/' .gitrel
	git commit -q -a -m 'Ask for more'
	git push -q origin main
	git switch -q release/v0.2.0
	run git staging
	exits 0
	says 'docs: The manual is up to date, in all languages' \
		"it was asked 'The manual is up to date'"
	stands docs stale
	stands note done
	quietly git staging tick docs
	stands docs done
}

@test "what is asked of values is asked of those that were given before" {
	repo_trunk
	policy <<-'END'
		[gate.cov]
		run = echo cov=85 >$GIT_REL_VALUES
		accept = cov >= 80
		[gate.other]
		run = true
		[items]
		sps = Fast enough [wants sps, accept sps >= 100]
		[checklist.final]
		look = cov sps other
		release = @tagged @merged
	END
	begun
	quietly git staging run
	quietly git staging tick --value sps=110 sps
	git switch -q main
	sed -i -e 's/>= 80/>= 90/; s/>= 100/>= 120/; s/^run = true/run = :/' .gitrel
	git commit -q -a -m 'Be stricter'
	git push -q origin main
	run git staging status 0.2.0
	says 'cov is 85, not >= 90' 'sps is 110, not >= 120' 'another command was run'
	stands cov stale
	stands sps stale
	stands other stale
	# and what is let pass again is what it was
	sed -i -e 's/>= 90/>= 85/; s/>= 120/>= 1/; s/^run = :/run = true/' .gitrel
	git commit -q -a -m 'Be less strict'
	git push -q origin main
	stands cov done
	stands sps done
	stands other done
}

@test "an item that is gone from the list holds nothing up, and stays in the evidence" {
	asked
	begun
	quietly git staging tick --fail docs
	quietly git staging tick note
	git switch -q main
	sed -i -e '/^docs/d; s/docs note/note/' .gitrel
	follows_main 'Ask for less'
	stands docs ''
	quietly git staging tick note
	quietly git rel finish -y 0.2.0
	run git staging verify 0.2.0
	exits 0
	says 'fail docs'
}

@test "evidence of a release that has no list is sealed all the same" {
	repo_trunk
	policy <<-'END'
		[items]
		docs = The manual is up to date
		[checklist.major]
		look = docs
		release = @tagged
	END
	begun
	run git staging
	says 'has no checklist for such a release'
	quietly git rel finish -y 0.2.0
	here_and_there refs/rel/evidence/0.2.0 refs/rel/seal/0.2.0
	quietly git staging verify 0.2.0
}

@test "an item that came later is asked" {
	asked
	begun
	quietly git staging tick docs
	quietly git staging tick note
	git switch -q main
	sed -i -e 's/^note = .*/&\nmore = One more look/; s/docs note/docs note more/' .gitrel
	follows_main 'Ask for more'
	quietly git staging tick docs
	quietly git staging tick note
	remember
	run git rel finish -y 0.2.0
	refused 1 'more: open'
}

@test "one of two who have answered takes it back: one is left" {
	repo_trunk
	policy <<-'END'
		[items]
		two = Two have looked [count 2]
		[checklist.final]
		look = two
		release = @tagged @merged
	END
	begun
	quietly git staging tick two
	another bob
	quietly git staging fetch 0.2.0
	quietly git staging tick --of 0.2.0 two
	stands two done
	quietly git staging withdraw --of 0.2.0 two
	stands two pending
	run git staging status 0.2.0
	says '1 of 2 have answered'
}

# ---- gates -----------------------------------------------------------------------

gates() {
	repo_trunk
	policy
	begun
}

@test "a gate that is ended takes along children that do not listen" {
	gates <<-'END'
		[gate.slow]
		run = "sh -c 'trap : TERM; echo $$ >$HOME/child; for i in $(seq 300); do sleep 0.1; done' & wait"
		timeout = 1s
		[checklist.final]
		look = slow
		release = @tagged
	END
	run timeout 60 git staging run
	exits 1
	says 'it took too long'
	wait_until gone "$(cat "$HOME/child")"
}

@test "what a gate leaves running does not hold us up, nor speaks for the next" {
	gates <<-'END'
		[gate.left]
		run = "n=$(cat $HOME/n); sh -c 'echo $$ >>$HOME/children; sleep $1; for i in $(seq 3000); do echo cov 100; sleep 0.01; done' sh $((n*3)).5 & sleep $n; echo cov 70"
		read = cov {cov}
		accept = cov >= 80
		[checklist.final]
		look = left
		release = @tagged
	END
	echo 0 >"$HOME/n"
	run timeout 30 git staging run
	exits 1
	says 'cov is 70'
	# the child of the first one speaks meanwhile
	echo 1 >"$HOME/n"
	run timeout 30 git staging run
	exits 1
	says 'cov is 70'
	kill $(cat "$HOME/children")
}

@test "a gate that asks for input gets none" {
	gates <<-'END'
		[gate.asks]
		run = "read -r x || exit 7"
		[checklist.final]
		look = asks
		release = @tagged
	END
	run timeout 30 git staging run
	exits 1
	says 'exit status 7'
}

@test "a gate that is killed by a signal, or cannot be run, has failed" {
	gates <<-'END'
		[gate.dies]
		run = kill -9 $$
		[gate.none]
		run = no-such-program
		[checklist.final]
		look = dies none
		release = @tagged
	END
	run git staging run
	exits 1
	says 'exit status 137' 'exit status 127'
	stands dies failed
	stands none failed
}

@test "values are found in a line of megabytes, with NUL, CR and colours" {
	gates <<-'END'
		[gate.odd]
		run = cat $HOME/said
		read = "TOTAL * {coverage}%"
		accept = coverage >= 80
		[checklist.final]
		look = odd
		release = @tagged
	END
	{
		printf 'TOTAL '
		head -c 5000000 /dev/zero | tr '\0' x
		printf ' 10%%\n'
		printf 'a\0b\n\033[1mTOTAL\033[0m 5 \033[32m81%%\033[0m\r\nbye'
	} >"$HOME/said"
	run timeout 30 git staging run
	exits 0
	[[ $(git log -1 --format=%B refs/rel/evidence/0.2.0) == *'"values":{"coverage":"81"}'* ]]
}

@test "a job that is lost is found again by its record in another clone" {
	gates <<-'END'
		[gate.far]
		launch = echo 'Job ID: 47'
		check = "test $GIT_REL_JOB = 47"
		read-id = "Job ID: {id}"
		[checklist.final]
		look = far
		release = @tagged
	END
	run git staging run
	exits 1
	rm -rf "$R/.git/rel"
	another bob
	git switch -q release/v0.2.0
	quietly git rel trust -y
	quietly git staging fetch
	run git staging run
	exits 0
	says 'far: passed'
}
