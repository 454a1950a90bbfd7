#!/usr/bin/env bats
# Gates: what is run, what comes of it, and what a gate may not do.

load lib
load staging

setup() { sealed; }

# gates <lines of .gitrel>: a release whose checklist is these, begun
gates() {
	repo_trunk
	policy
	begun
}

# of <gate> <member>: what the last record says
of() {
	git log --format=%B refs/rel/evidence/0.2.0 | grep "\"name\":\"$1\"" |
		head -1 | sed -n "s/.*\"$2\":\"\([^\"]*\)\".*/\1/p"
}

@test "gates run, and what comes of them is one record each in one commit" {
	gates <<-'END'
		[gate.good]
		run = echo v=$GIT_REL_VERSION b=$GIT_REL_BRANCH c=$GIT_REL_COMMIT s=$GIT_REL_STEP
		[gate.bad]
		run = "echo no; exit 3"
		[checklist.final]
		look = good bad
		release = @tagged
	END
	before=$(git rev-list --count refs/rel/evidence/0.2.0)
	run git staging run
	exits 1
	says 'good: passed' 'bad: failed' 'exit status 3' '1 of 2 gates failed' 'what it said is in'
	stands good done
	stands bad failed
	[ "$(git rev-list --count refs/rel/evidence/0.2.0)" = $((before + 1)) ]
	[ "$(of bad exit)" = 3 ]
	log=.git/rel/logs/0.2.0/gate.good.log
	[ "$(cat "$log")" = "v=0.2.0 b=release/v0.2.0 c=$(git rev-parse HEAD) s=gate.good" ]
	[ "$(of good log)" = "$(sha256sum <"$log" | cut -d' ' -f1)" ]
	[ "$(of good command)" ]
	here_and_there refs/rel/evidence/0.2.0
	# only what has not passed is run again, unless it is named
	run git staging run
	exits 1
	says 'bad: failed' 'the gate failed'
	run ! grep -q good: <<<"$output"
	run git staging run good
	exits 0
	says 'good: passed' 'all gates passed'
}

@test "a gate may say much, and nobody looks for anything in it" {
	gates <<-'END'
		[gate.chatty]
		run = "for i in $(seq 2000); do echo /a/long/path/with/many/parts line $i of what nobody reads; done"
		[gate.far]
		launch = "for i in $(seq 2000); do echo /a/long/path/with/many/parts line $i; done"
		check = cat a.txt
		[checklist.final]
		look = chatty far
		release = @tagged
	END
	run git staging run chatty
	exits 0
	stands chatty done
	run git staging run far
	exits 1
	says 'far: launched'
	run git staging run far
	exits 0
	stands far done
}

@test "trust is given where the gates are that run: on main" {
	gates <<-'END'
		[gate.unit]
		run = true
		[checklist.final]
		look = unit
		release = @tagged
	END
	git switch -q main
	sed -i 's/^run = true/run = exit 0/' .gitrel
	git commit -q -a -m 'Another command'
	git push -q origin main
	git reset -q --hard HEAD~1
	git switch -q release/v0.2.0
	remember
	run git staging run
	refused 1 'git rel trust' "they are those of 'main': git switch main && git pull first"
	git switch -q main && git pull -q && git rel trust -y
	git switch -q release/v0.2.0
	run git staging run
	exits 0
}

@test "gates of .gitrel need trust" {
	gates <<-'END'
		[gate.good]
		run = touch $HOME/ran
		[checklist.final]
		look = good
		release = @tagged
	END
	quietly git rel trust --revoke -y || quietly git rel trust -y --revoke
	remember
	run git staging run
	refused 1 'git rel trust'
	[ ! -e "$HOME/ran" ]
}

@test "gates see the files of the candidate, or are not run" {
	gates <<-'END'
		[gate.good]
		run = true
		[checklist.final]
		look = good
		release = @tagged
	END
	echo more >>a.txt
	remember
	run git staging run
	refused 1 "'a.txt' is not as in the candidate" 'git stash'
	git checkout -q a.txt
	git switch -q --detach HEAD~1
	remember
	run git staging run --of 0.2.0
	refused 1 'this work tree is at' 'the candidate is' 'git switch --detach'
	git switch -q release/v0.2.0
	quietly git staging run
}

@test "a dry run tells what would be run" {
	gates <<-'END'
		[gate.good]
		run = touch $HOME/ran
		[gate.far]
		launch = touch $HOME/ran
		check = exit 75
		[checklist.final]
		look = good far
		release = @tagged
	END
	remember
	run git staging run -n
	exits 0
	says "run 'good'" "launch 'far'"
	[ ! -e "$HOME/ran" ]
	unchanged
}

@test "gates run after what they need, and what is no gate is not run" {
	gates <<-'END'
		[gate.first]
		run = true
		[gate.second]
		run = true
		needs = first docs
		[items]
		docs = Look
		[checklist.final]
		look = first docs second
		release = @tagged
	END
	run git staging run
	exits 0
	stands first done
	stands second open
	quietly git staging tick docs
	run git staging run
	exits 0
	stands second done
	run git staging run docs
	exits 129
	says "'docs' is no gate"
	run git staging run
	says 'no gate is due'
	remember
	run git staging tick first
	refused 129 "'first' is run, and not answered" 'git staging run first'
	quietly git staging tick --waive -m 'of no use' first
	stands first waived
}

@test "a gate that takes too long is ended, with its children" {
	gates <<-'END'
		[gate.slow]
		run = "sleep 300 & echo $! >$HOME/child; wait"
		timeout = 1s
		[checklist.final]
		look = slow
		release = @tagged
	END
	run git staging run
	exits 1
	says 'slow: failed' 'it took too long'
	[ "$(of slow reason)" = 'it took too long' ]
	wait_until gone "$(cat "$HOME/child")"
}

@test "a gate that does not listen is killed, with its children, and that is said" {
	into "$HOME/deaf" <<-'END'
		trap '' TERM INT HUP
		sleep 300 & echo $! >"$HOME/child"
		sleep 300
		sleep 300
	END
	gates <<-'END'
		[gate.deaf]
		run = sh $HOME/deaf
		timeout = 1s
		[checklist.final]
		look = deaf
		release = @tagged
	END
	run git staging run
	exits 1
	says 'it took too long, and had to be killed'
	[ "$(of deaf reason)" = 'it took too long, and had to be killed' ]
	wait_until gone "$(cat "$HOME/child")"
}

@test "what a gate has said stays, whatever is run after" {
	gates <<-'END'
		[gate.talk]
		run = "echo x >>$HOME/n; wc -l <$HOME/n; test $(wc -l <$HOME/n) != 2"
		[gate.job]
		launch = "echo id=7; (sleep 0.3; echo late) &"
		check = "echo it is done"
		read-id = id={id}
		every = 1s
		[checklist.final]
		look = talk job
		release = @tagged
	END
	quietly git staging run talk
	run git staging run talk
	exits 1
	run git staging run job
	exits 1
	sleep 0.5
	quietly git staging run job
	local digest n=0
	for digest in $(git log --format=%B refs/rel/evidence/0.2.0 |
		sed -n 's/.*"log":"\([0-9a-f]*\)".*/\1/p'); do
		[ "$digest  -" = "$(cat .git/rel/logs/0.2.0/gate.*."${digest:0:12}".log | sha256sum)" ]
		n=$((n + 1))
	done
	[ "$n" = 4 ]
	[ -z "$(ls .git/rel/logs/0.2.0/*.copy 2>/dev/null)" ]
}

@test "a gate is tried again as often as the policy says" {
	gates <<-'END'
		[gate.shaky]
		run = "echo x >>$HOME/tries; test $(wc -l <$HOME/tries) = 3"
		retries = 3
		[gate.never]
		run = "echo x >>$HOME/never; false"
		retries = 2
		[checklist.final]
		look = shaky never
		release = @tagged
	END
	run git staging run
	exits 1
	stands shaky done
	stands never failed
	[ "$(wc -l <"$HOME/tries")" = 3 ]
	[ "$(wc -l <"$HOME/never")" = 2 ]
	[ "$(records gate)" = 2 ]
}

@test "values are read from what a gate says, and from the file it writes" {
	gates <<-'END'
		[gate.cov]
		run = cat $HOME/said
		read = "TOTAL * {coverage}%"
		accept = coverage >= 80
		[gate.speed]
		run = echo ms=110.50 >$GIT_REL_VALUES
		accept = ms <= 110.5
		[gate.odd]
		run = echo ms=nan >$GIT_REL_VALUES
		accept = ms <= 110.5
		[checklist.final]
		look = cov speed odd
		release = @tagged
	END
	printf 'TOTAL 1 2 81%%\nTOTAL 10 20 79.96%%\r\nbye\n' >"$HOME/said"
	run git staging run
	exits 1
	says 'coverage is 79.96, not >= 80'
	stands speed done
	stands odd failed
	git log --format=%B refs/rel/evidence/0.2.0 | grep -q '"values":{"ms":"110.50"}'
	git log --format=%B refs/rel/evidence/0.2.0 | grep -q '"values":{"coverage":"79.96"}'
	printf 'nothing\n' >"$HOME/said"
	run git staging run
	exits 1
	says 'no line of what it said has its values'
	printf '\033[32mTOTAL 10 20 80%%\033[0m\n' >"$HOME/said"
	run git staging run cov
	exits 0
	stands cov done
}

@test "a value is compared with that of the release before" {
	repo_trunk
	policy <<-'END'
		[gate.speed]
		run = cp $HOME/ms $GIT_REL_VALUES
		accept = ms <= 110% of previous
		[checklist.final]
		look = speed
		release = @tagged
	END
	begun
	echo ms=100 >"$HOME/ms"
	run git staging run
	exits 1
	says 'ms'
	quietly git staging tick --waive -m 'the first of all' speed
	quietly git rel finish -y 0.2.0
	sed -i 's/^accept.*/accept = ms > 0/' .gitrel
	git commit -q -a -m 'Begin to count'
	git push -q origin main
	quietly git rel trust -y
	begun 0.3.0
	quietly git staging run
	quietly git rel finish -y 0.3.0
	sed -i 's/^accept.*/accept = ms <= 110% of previous/' .gitrel
	git commit -q -a -m 'And compare'
	git push -q origin main
	quietly git rel trust -y
	begun 0.4.0
	echo ms=110.01 >"$HOME/ms"
	run git staging run
	exits 1
	says 'ms is 110.01'
	echo ms=110 >"$HOME/ms"
	run git staging run
	exits 0
}

@test "what is launched is asked about until it is decided" {
	gates <<-'END'
		[gate.cluster]
		launch = "echo 'Job ID: 4711'; echo x >>$HOME/launched"
		check = "echo $GIT_REL_JOB >$HOME/job; cat $HOME/said; exit $(cat $HOME/status)"
		read-id = "Job ID: {id}"
		read = "loss {loss}"
		accept = loss < 0.1
		[items]
		eval = The evaluation is fine [job of cluster]
		[checklist.final]
		look = cluster eval
		release = @tagged
	END
	echo 75 >"$HOME/status"
	: >"$HOME/said"
	run git staging run
	exits 1
	says 'launched' 'job 4711' '1 not decided yet: git staging run asks'
	stands cluster pending
	[ "$(records launch)" = 1 ]
	run git staging run
	exits 1
	says 'cluster: not decided yet (job 4711)'
	[ "$(cat "$HOME/job")" = 4711 ]
	remember
	run git staging tick eval
	refused 1 "'eval' is about a job" "--job 4711, of 'cluster'"
	run git staging tick eval --job 4712
	refused 1 "no gate of 0.2.0 has started a job '4712'"
	echo 'loss 0.05' >"$HOME/said"
	echo 0 >"$HOME/status"
	run git staging run
	exits 0
	says 'cluster: passed'
	stands cluster done
	[ "$(of cluster job)" = 4711 ]
	quietly git staging tick eval --job 4711
	stands eval done
	[ "$(wc -l <"$HOME/launched")" = 1 ]
	# another clone asks about the same job
}

@test "a job is asked about from another clone" {
	gates <<-'END'
		[gate.cluster]
		launch = echo 'Job ID: 4711'
		check = "echo $GIT_REL_JOB >$HOME/job; exit $(cat $HOME/status)"
		read-id = "Job ID: {id}"
		[checklist.final]
		look = cluster
		release = @tagged
	END
	run git staging run
	another bob
	git switch -q release/v0.2.0
	quietly git rel trust -y
	quietly git staging fetch
	echo 3 >"$HOME/status"
	run git staging run
	exits 1
	says 'cluster: failed' 'exit status 3'
	[ "$(cat "$HOME/job")" = 4711 ]
	# what failed is launched again
	run git staging run
	says launched
}

@test "what tells no id has failed" {
	gates <<-'END'
		[gate.cluster]
		launch = echo nothing
		check = true
		read-id = "Job ID: {id}"
		[checklist.final]
		look = cluster
		release = @tagged
	END
	run git staging run
	exits 1
	says 'it told no id of its job'
	stands cluster failed
}

@test "a question that hangs is ended as a gate is" {
	gates <<-'END'
		[gate.cluster]
		launch = echo 'Job ID: 1'
		check = sleep 300
		read-id = "Job ID: {id}"
		timeout = 2s
		[checklist.final]
		look = cluster
		release = @tagged
	END
	run git staging run
	says launched
	run timeout 60 git staging run
	exits 1
	says 'cluster: failed' 'it took too long'
}

@test "an id that is no text fails the gate, and no other" {
	gates <<-'END'
		[gate.cluster]
		launch = printf 'Job ID: \377\n'
		check = true
		read-id = "Job ID: {id}"
		[gate.good]
		run = true
		[checklist.final]
		look = cluster good
		release = @tagged
	END
	run git staging run -j1
	exits 1
	stands good done
}

@test "with --wait it is asked until the end" {
	gates <<-'END'
		[gate.cluster]
		launch = echo 'Job ID: 1'
		check = "echo x >>$HOME/asked; test $(wc -l <$HOME/asked) = 3 || exit 75"
		read-id = "Job ID: {id}"
		every = 1s
		[checklist.final]
		look = cluster
		release = @tagged
	END
	run timeout 30 git staging run --wait
	exits 0
	says 'cluster: passed'
	stands cluster done
	[ "$(records launch)" = 1 ]
	[ "$(wc -l <"$HOME/asked")" = 3 ]
}

@test "with -j8 eight gates run side by side" {
	{
		for i in 1 2 3 4 5 6 7 8; do
			printf '[gate.g%d]\nrun = ": >$HOME/at.%d; for i in $(seq 200); do test $(ls $HOME/at.* | wc -l) -lt 8 || exit 0; sleep 0.1; done; false"\n' $i $i
		done
		printf '[checklist.final]\nlook = g1 g2 g3 g4 g5 g6 g7 g8\nrelease = @tagged\n'
	} >"$T/policy"
	gates <"$T/policy"
	run git staging run -j8
	exits 0
	says 'all gates passed'
	[ "$(records gate)" = 8 ]
}

@test "what says more than 256 MiB is ended" {
	gates <<-'END'
		[gate.loud]
		run = exec yes 'a line that is said again and again, and nobody reads all of them'
		[checklist.final]
		look = loud
		release = @tagged
	END
	run timeout 60 git staging run
	exits 1
	says 'it said more than 256 MiB'
	rm -f .git/rel/logs/0.2.0/*.log
}

@test "a gate that moves HEAD or changes files has not passed" {
	gates <<-'END'
		[gate.mover]
		run = git switch -q --detach HEAD~1
		[gate.writer]
		run = echo more >>a.txt
		[gate.maker]
		run = echo more >new.txt
		[checklist.final]
		look = mover writer maker
		release = @tagged
	END
	run git staging run mover
	exits 1
	says 'mover: failed' 'HEAD was moved while it ran'
	stands mover failed
	git switch -q release/v0.2.0
	run git staging run writer
	exits 1
	says 'writer: failed' "'a.txt' was changed while it ran"
	stands writer failed
	git checkout -q a.txt
	# nor is another one begun
	run git staging run -j1 writer maker
	exits 1
	says 'maker: not run, the files are not those of the candidate'
	git checkout -q a.txt
	# what it makes is its own affair
	run git staging run maker
	exits 0
	stands maker done
}

@test "two runs at once: the second is told" {
	gates <<-'END'
		[gate.slow]
		run = ": >$HOME/began; for i in $(seq 100); do test ! -e $HOME/go || exit 0; sleep 0.1; done; exit 1"
		[checklist.final]
		look = slow
		release = @tagged
	END
	git staging run >"$T/first" 2>&1 3>&- &
	first=$!
	wait_until test -e "$HOME/began"
	run git staging run
	exits 1
	says 'gates of 0.2.0 are being run here already'
	: >"$HOME/go"
	wait "$first" || complain "$(cat "$T/first")"
	stands slow done
}

@test "results of a run that was killed are kept, and what runs still is told" {
	gates <<-'END'
		[gate.quick]
		run = echo x >>$HOME/quick
		[gate.slow]
		run = ": >$HOME/began; for i in $(seq 100); do test ! -e $HOME/go || exit 0; sleep 0.1; done; exit 1"
		[checklist.final]
		look = quick slow
		release = @tagged
	END
	git-staging run -j1 >"$T/first" 2>&1 3>&- &
	first=$!
	wait_until test -e "$HOME/began"
	kill -9 "$first"
	wait "$first" || :
	[ "$(records gate)" = 0 ]
	run git staging run
	exits 1
	says "'slow' is running still; what it says is in" 'the gate was not run'
	stands quick done
	[ "$(wc -l <"$HOME/quick")" = 1 ]
	[ "$(records gate)" = 1 ]
	here_and_there refs/rel/evidence/0.2.0
	: >"$HOME/go"
	wait_until git staging run
	stands slow done
	[ "$(wc -l <"$HOME/quick")" = 1 ]
	[ "$(records gate)" = 2 ]
	[ ! -s .git/rel/spool-0.2.0 ]
}

@test "what outlives a killed run and ends is not begun again, and counts" {
	gates <<-'END'
		[gate.slow]
		run = "echo x >>$HOME/slow; while test ! -e $HOME/go; do sleep 0.1; done; echo '81 %'"
		read = {percent} %
		accept = percent >= 80
		[gate.far]
		launch = "echo x >>$HOME/far; while test ! -e $HOME/go; do sleep 0.1; done; echo Job J-7"
		read-id = Job {id}
		check = exit 75
		[checklist.final]
		look = slow far
		release = @tagged
	END
	git-staging run -j2 >"$T/first" 2>&1 3>&- &
	first=$!
	wait_until test -e "$HOME/slow" -a -e "$HOME/far"
	kill -9 "$first"
	wait "$first" || :
	: >"$HOME/go"
	wait_until test -e .git/rel/logs/0.2.0/gate.slow.ended -a -e .git/rel/logs/0.2.0/gate.far.ended
	run git staging run
	says 'slow: it has ended since it was begun, and is not begun again' 'slow: passed' \
		'far: it has ended since it was begun, and is not begun again' 'job J-7'
	stands slow done
	stands far pending
	[ "$(wc -l <"$HOME/slow") $(wc -l <"$HOME/far")" = '1 1' ]
	[[ $(git log --format=%B refs/rel/evidence/0.2.0) == *'"percent":"81"'* ]]
	[ -z "$(find .git/rel -name '*.begun' -o -name '*.ended')" ]
}

begun_thrice() { [ "$(wc -l <"$HOME/slow")" = 3 ]; }

@test "what somebody has killed, or was begun of another commit, is begun again" {
	gates <<-'END'
		[gate.slow]
		run = "echo $$ >>$HOME/slow; test -e $HOME/go || exec sleep 60"
		[checklist.final]
		look = slow
		release = @tagged
	END
	git-staging run >"$T/first" 2>&1 3>&- &
	first=$!
	wait_until test -s "$HOME/slow"
	kill -9 "$first"
	wait "$first" || :
	kill "$(cat "$HOME/slow")"
	wait_until test -e .git/rel/logs/0.2.0/gate.slow.ended
	: >"$HOME/go"
	run git staging run
	exits 0
	[[ $output != *'has ended since'* ]] || complain "$output"
	[ "$(wc -l <"$HOME/slow")" = 2 ]
	rm "$HOME/go"
	work d.txt more
	quietly git staging push -y
	git-staging run >"$T/first" 2>&1 3>&- &
	first=$!
	wait_until begun_thrice
	kill -9 "$first"
	wait "$first" || :
	: >"$HOME/go"
	kill "$(tail -1 "$HOME/slow")"
	wait_until test -e .git/rel/logs/0.2.0/gate.slow.ended
	echo 0 >.git/rel/logs/0.2.0/gate.slow.ended
	work d.txt 'another commit'
	quietly git staging push -y
	run git staging run
	exits 0
	[[ $output != *'has ended since'* ]] || complain "$output"
}

@test "a run that is interrupted takes its gates along" {
	gates <<-'END'
		[gate.slow]
		run = "echo $$ >$HOME/began; sleep 300"
		[checklist.final]
		look = slow
		release = @tagged
	END
	setsid git-staging run >"$T/first" 2>&1 3>&- &
	first=$!
	wait_until test -s "$HOME/began"
	kill -TERM "$first"
	wait "$first" || :
	wait_until gone "$(cat "$HOME/began")"
	stands slow open
}

# A check that the list names, and one that only @check has.
checks() {
	gates <<-'END'
		[check]
		unit = echo x >>~/ran && test ! -e ~/broken
		lint = true
		[items]
		all = @check All of it passes
		[checklist.final]
		look = unit all
		release = @tagged
		after = @merged
	END
}

@test "a check that the list names is run as a gate, and known in every clone" {
	checks
	run git staging
	says 'next: git staging run unit'
	touch "$HOME/broken"
	run git staging run unit
	exits 1
	stands unit failed
	rm "$HOME/broken"
	run git staging run
	exits 0
	says 'all gates passed'
	stands unit done
	[ "$(wc -l <"$HOME/ran")" = 2 ]
	run git rel check --list
	says 'passed  unit'
	another bob
	quietly git staging fetch 0.2.0
	stands unit done
	run git staging status 0.2.0
	says '[x] unit: unit  (ada@example.com)'
	[ "$(wc -l <"$HOME/ran")" = 2 ]
}

@test "what git rel check has found is recorded by the next that shares" {
	checks
	quietly git rel check
	stands unit done
	stands all done
	run git staging run
	exits 0
	says 'no gate is due'
	[ "$(records gate)" = 2 ]
	another bob
	quietly git staging fetch 0.2.0
	stands unit done
	stands all done
	# and once is enough
	cd "$OLDPWD"
	quietly git staging push 0.2.0
	[ "$(records gate)" = 2 ]
}

@test "what git rel check has found is in the evidence that finish seals" {
	checks
	quietly git rel check
	quietly git rel finish -y 0.2.0
	another bob
	quietly git staging fetch 0.2.0
	stands unit done
	stands all done
	run git staging status 0.2.0
	says 'next: git staging close 0.2.0'
	run git staging report 0.2.0
	[[ $output != *NO-GO* ]]
	quietly git staging close -y 0.2.0
	run git staging verify 0.2.0
	exits 0
}

@test "a finish in another clone takes the checks that are recorded" {
	checks
	quietly git rel check
	quietly git staging push 0.2.0
	another bob
	git config rel.finish push
	git config staging.bind tree
	quietly git staging fetch 0.2.0
	git switch -q release/v0.2.0
	run git rel check --list
	says 'passed  unit'
	run git rel status
	[[ $output != *'git rel check'* ]]
	quietly git rel finish -y 0.2.0
	stands all done
	run git rel verify 0.2.0
	says 'passed on'
	[[ $output != *'none were run'* ]]
}

@test "a tag in another clone takes the checks that are recorded" {
	checks
	quietly git rel check
	quietly git staging push 0.2.0
	git switch -q main
	git merge -q --no-ff -m 'Merge the release' release/v0.2.0
	git push -q origin main
	another bob
	git config staging.bind tree
	run git rel tag -y 0.2.0
	exits 0
	git rev-parse -q --verify v0.2.0
}

@test "evidence that cannot be read stops neither check nor verify" {
	checks
	quietly git rel check
	quietly git rel finish -y 0.2.0
	git update-ref refs/rel/evidence/0.2.0 main
	git switch -q -c release/v0.2.0 v0.2.0^2
	run git rel check --list
	exits 0
	says 'unit'
	run git rel verify 0.2.0
	[ "$status" -lt 128 ]
	says 'tag-place'
}

@test "a check of another type is run, whatever is recorded" {
	checks
	quietly git rel check
	quietly git staging push 0.2.0
	another bob
	quietly git staging fetch 0.2.0
	git switch -q release/v0.2.0
	run git rel check --type=major --list
	says 'open    unit'
}

@test "a finish takes no recorded check of another commit or command" {
	checks
	quietly git rel check
	quietly git staging push 0.2.0
	another bob
	git config rel.finish push
	git config staging.bind tree
	git switch -q release/v0.2.0
	sed -i 's/^lint = .*/lint = exit 0/' .gitrel
	git commit -q -a -m 'Another check'
	quietly git staging push 0.2.0
	run git rel finish -y 0.2.0
	exits 1
	says 'check.lint: exit 0'
	says 'check.unit: '
}

@test "a check with another command has not passed for the list" {
	checks
	quietly git rel check
	git switch -q main
	sed -i 's/^unit = .*/unit = exit 0/' .gitrel
	git commit -q -a -m 'Another check'
	git push -q origin main
	stands unit open
}

@test "checks of .gitrel count as they are run by git rel check" {
	gates <<-'END'
		[check]
		unit = true
		[checklist.final]
		look = @check
		release = @tagged
	END
	stands @check open
	run git staging
	says 'next: git rel check'
	git switch -q --detach
	run git staging status 0.2.0
	says 'next: git switch release/v0.2.0 && git rel check'
	git switch -q release/v0.2.0
	quietly git rel check
	stands @check done
	quietly git rel finish -y 0.2.0
}

@test "what gates said is kept until the release is closed or given up" {
	gates <<-'END'
		[gate.good]
		run = echo fine
		[checklist.final]
		look = good
		release = @tagged
	END
	quietly git staging run
	[ -s .git/rel/logs/0.2.0/gate.good.log ]
	run git staging close --dry-run --give-up -m 'Not this one'
	exits 0
	says 'what was said about it need not be kept any more'
	[ -s .git/rel/logs/0.2.0/gate.good.log ]
	mkdir -p .git/rel/logs/0.3.0
	run git staging close --give-up -m 'Not this one'
	exits 0
	[ ! -e .git/rel/logs/0.2.0 ]
	[ -d .git/rel/logs/0.3.0 ]
	[ "$(of good log)" = "$(echo fine | sha256sum | cut -d' ' -f1)" ]
}

# ---- two at once -------------------------------------------------------------------

# Two clones have launched one gate, neither knowing of the other: jobs a and b
launched_twice() {
	gates <<-'END'
		[gate.two]
		launch = "echo Job ID: $(cat $HOME/who)"
		check = "echo $GIT_REL_JOB >>$HOME/asked; exit $(cat $HOME/of-$GIT_REL_JOB)"
		read-id = "Job ID: {id}"
		[checklist.final]
		look = two
		release = @tagged
	END
	git clone -q "file://$REMOTE" "$T/bob"
	git -C "$T/bob" config user.email bob@example.com
	echo a >"$HOME/who"
	run git staging run --no-push two
	echo b >"$HOME/who"
	cd "$T/bob" || return
	git switch -q release/v0.2.0
	quietly git rel trust -y
	# the other has not shared what it launched
	quietly git staging fetch
	run git staging run two
	cd "$R" || return
	quietly git staging push -y
	[ "$(records launch)" = 2 ]
	: >"$HOME/asked"
}

@test "of two jobs of one gate that were launched at once both are asked" {
	launched_twice
	stands two pending
	echo 0 >"$HOME/of-a"
	echo 0 >"$HOME/of-b"
	run git staging run two
	exits 0
	says 'two: passed' ': job a' ': job b' 'all gates passed'
	[ "$(sort "$HOME/asked" | tr '\n' ' ')" = 'a b ' ]
	stands two done
	run git staging run
	says 'no gate is due'
}

@test "a gate of which two jobs failed is one that failed" {
	launched_twice
	echo 3 >"$HOME/of-a"
	echo 3 >"$HOME/of-b"
	run git staging run two
	exits 1
	says ': job a' ': job b' 'the gate failed'
}

@test "of two jobs that were launched at once the worse counts, whichever is told first" {
	launched_twice
	echo 3 >"$HOME/of-a"
	echo 0 >"$HOME/of-b"
	run git staging run two
	exits 1
	says ': job a' ': job b'
	stands two failed
	run git staging status
	says '[!] two: ' 'exit status 3'
	# what failed is launched again, and that is about both
	echo c >"$HOME/who"
	echo 0 >"$HOME/of-c"
	run git staging run two
	says launched 'job c'
	quietly git staging run two
	stands two done
}

@test "of two jobs that were launched at once one that is not decided keeps the gate open" {
	launched_twice
	echo 75 >"$HOME/of-a"
	echo 0 >"$HOME/of-b"
	run git staging run two
	exits 1
	says 'not decided yet (job a)' 'two: passed'
	stands two pending
	echo 0 >"$HOME/of-a"
	quietly git staging run two
	stands two done
}

@test "of three jobs that were launched at once all are asked, and the worst counts" {
	launched_twice
	local joined
	joined=$(git rev-parse refs/rel/evidence/0.2.0)
	# a third clone that knows of neither
	git update-ref refs/rel/evidence/0.2.0 "$joined^2~1" 2>/dev/null ||
		git update-ref refs/rel/evidence/0.2.0 "$joined^1~1"
	echo c >"$HOME/who"
	run git staging run --no-push two
	says 'job c'
	quietly git staging push -y
	[ "$(records launch)" = 3 ]
	: >"$HOME/asked"
	echo 0 >"$HOME/of-a"
	echo 0 >"$HOME/of-b"
	echo 3 >"$HOME/of-c"
	run git staging run two
	exits 1
	[ "$(sort "$HOME/asked" | tr '\n' ' ')" = 'a b c ' ] || complain "asked: $(cat "$HOME/asked")"
	stands two failed
}

@test "a gate is told the release before, as a check is" {
	gates <<-'END'
		[gate.env]
		run = "echo before $GIT_REL_PREVIOUS >$HOME/env"
		[checklist.final]
		look = env
		release = @tagged
	END
	quietly git staging run
	[ "$(cat "$HOME/env")" = 'before 0.1.0' ]
}

@test "the subject of a record of several gates counts what came out differently" {
	gates <<-'END'
		[gate.good]
		run = true
		[gate.bad]
		run = false
		[gate.slow]
		run = sleep 60
		timeout = 1s
		[checklist.final]
		look = good bad slow
		release = @tagged
	END
	run git staging run
	exits 1
	[ "$(git log -1 --format=%s refs/rel/evidence/0.2.0 | sed 's/:.*//')" = '2 fail, 1 pass' ]
	# what was killed has not ended by itself
	git log -1 --format=%B refs/rel/evidence/0.2.0 | grep '"name":"slow"' >"$T/slow"
	grep -q 'it took too long' "$T/slow"
	run ! grep -q '"exit"' "$T/slow"
	run git staging status
	says '[!] slow: ' 'it took too long' '[!] bad: ' 'exit status 1'
	run git staging report
	says 'it took too long'
}

@test "what is answered here while a gate runs keeps nothing from being counted" {
	gates <<-'END'
		[gate.long]
		run = "touch $HOME/on; while [ ! -e $HOME/go ]; do sleep 0.1; done"
		[items]
		docs = The manual is up to date
		[checklist.final]
		look = long docs
		release = @tagged
	END
	git staging run >"$T/said" 2>&1 &
	local pid=$!
	until [ -e "$HOME/on" ]; do sleep 0.1; done
	quietly git staging tick docs
	touch "$HOME/go"
	wait "$pid"
	grep -q 'long: passed' "$T/said"
	stands long done
	stands docs done
	here_and_there refs/rel/evidence/0.2.0
}
