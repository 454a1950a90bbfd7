# meeting.bash: a release whose page has all that it can have, some of it hostile.
# shellcheck shell=bash

# What nobody should be able to do to a page.
HOSTILE='</title></style><script>alert(1)</script><img src=https://evil.example/a onerror=alert(2)>'
LONG=$(printf 'w%.0s' {1..200})

# by_hand <line>: a record as no program of ours would write it
by_hand() {
	local tip id
	tip=$(git rev-parse refs/rel/evidence/0.3.0)
	id=$(printf 'by hand\n\n%s\n' "$1" |
		git commit-tree -p "$tip" "$(git mktree </dev/null)")
	git update-ref refs/rel/evidence/0.3.0 "$id"
}

# candidate: what is tested
candidate() {
	git staging report --json 0.3.0 |
		jq -rs 'map(select(.kind == "candidate" or .kind == "open"))[-1].commit'
}

# seen <name member> <result> <message>: what the forge's CI was seen to say
seen() {
	local at
	at=$(candidate)
	by_hand "{\"version\":1,\"kind\":\"seen\",\"release\":\"0.3.0\",\"commit\":\"$at\",\"tree\":\"$(git rev-parse "$at^{tree}")\",$1,\"result\":\"$2\",\"by\":\"ada@example.com\",\"time\":\"2023-11-14T22:13:20Z\",\"link\":\"https://ci.example/runs/7\",\"message\":\"$3\"}"
}

# hour <n>: of a working week, in which all of it happens
hour() { export GIT_COMMITTER_DATE="$((1700000000 + $1 * 3600)) +0000"; }

met() {
	repo_trunk
	policy <<-END
		[roles]
		qa = eve@example.com bob@example.com
		manager = ada@example.com
		[gate.unit]
		title = Unit tests
		run = "echo 'TOTAL 120 10 91.66%'"
		read = "TOTAL * {coverage}%"
		accept = coverage >= 80
		[gate.far]
		title = Cluster test in $LONG
		run = exit 1
		[gate.slow]
		title = Takes a day
		run = exit 1
		[gate.never]
		title = Was not run
		run = true
		needs = far
		[items]
		bugs = No open bug is a blocker [by qa, wants link]
		training = Training job is in W&B, metrics verified [wants link]
		checkpoints = Model checkpoints are saved correctly
		replay = Replay and 'replay link' are <b>generated</b>
		play = Play from VS Code: an agent collects a heart [by qa manager]
		sweep = Sweeps work to his satisfaction
		announce = Completion posted
		[item.sps]
		ask = SPS is near 40k and does not dip
		wants = sps
		accept = sps >= 38000
		[checklist.final]
		prepare = @branch @ci?
		bugs = bugs
		workflows = unit far slow never training ( sps ) checkpoints replay play sweep?
		release = @notes @tagged @merged
		announce = announce
	END
	# no list asks for @ci where there is no forge; what it says is seen by hand
	git config rel.forge github
	git config rel.forgeUrl http://127.0.0.1:9
	git config rel.forgeProject acme/widget
	# the release before, with a value to compare with
	git switch -q -c release/v0.2.0
	quietly git staging start -y 0.2.0
	quietly git staging tick --no-push sps --value sps=40800
	git tag v0.2.0
	git switch -q main
	git switch -q -c release/v0.3.0
	git config rel.finish push
	work VERSION 0.3.0
	hour 2
	quietly git staging start -y 0.3.0
	git config --unset rel.forge
	git config --unset rel.forgeUrl
	git config --unset rel.forgeProject
	quietly git staging push -y 0.3.0
	quietly git staging tick replay -m 'of the first candidate'
	hour 20
	work a.txt 'fix: one more thing <b>bold</b>'
	quietly git staging push -y 0.3.0
	git staging run >/dev/null 2>&1 || :
	hour 30
	quietly git staging tick slow --waive -m "no machine is free $HOSTILE"
	quietly git staging tick sps --value sps=41200.50
	quietly git staging tick training --link https://wandb.example/run/7 -m "$HOSTILE"
	hour 44
	quietly git staging tick checkpoints --fail -m $'two are empty \xe2\x80\xaetxt.exe'
	quietly git staging tick sweep --na -m 'no sweeps in this release'
	quietly git staging known-issue add "Play stutters on macOS $LONG" \
		--link 'https://bugs.example/4?a="><script>alert(3)</script>'
	hour 70
	quietly git staging finding add high 'it leaks 1 MiB an hour'
	quietly git staging finding add low 'a typo'
	quietly git staging finding fix 2
	hour 90
	seen '"name":"@ci"' fail '1 of 2 checks passed'
	seen '"job":"build / build"' pass success
	seen '"job":"<svg onload=alert(4)>"' fail "failure'"
}
