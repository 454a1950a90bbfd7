#!/usr/bin/env bats
# What main asks, and where it stands, is what the remote has, fetched or not.

load lib
load staging

setup() { sealed; }

# A commit of main is qualified: what moves main leaves the candidate as it is.
of_main() {
	repo_trunk
	policy <<-'END'
		[items]
		docs = The manual is up to date
		perf = It is fast enough
		[checklist.final]
		look = docs perf?
		release = @tagged
	END
	git config rel.finish push
	quietly git staging start -y 0.2.0
	quietly git staging push -y
	quietly git staging tick docs
}

# policy_there <sed script>: somebody pushes another .gitrel
policy_there() {
	git clone -q "file://$REMOTE" "$T/eve"
	sed -i "$1" "$T/eve/.gitrel"
	git -C "$T/eve" commit -q -a -m 'Another policy'
	git -C "$T/eve" push -q origin main
}

@test "finish judges by what main asks on the remote, fetched or not" {
	of_main
	policy_there 's/perf?/perf/'
	remember
	run git rel finish -y 0.2.0
	refused 1 '0.2.0 is not qualified' 'perf: open'
}

@test "so does git rel tag" {
	of_main
	policy_there 's/perf?/perf/'
	remember
	run git rel tag -y 0.2.0 main
	refused 1 '0.2.0 is not qualified' 'perf: open'
}

@test "an answer is judged by who may give it on the remote" {
	of_main
	policy_there 's/^docs = .*/& [by qa]/; s/^\[items\]/[roles]\nqa = eve@example.com\n&/'
	remember
	run git rel finish -y 0.2.0
	refused 1 '0.2.0 is not qualified' 'docs: '
}

@test "a checklist that only the remote's main has is told of" {
	repo_trunk
	policy </dev/null
	git config rel.finish push
	git switch -q -c release/v0.2.0
	work a.txt a
	git push -q origin release/v0.2.0
	policy_there '$a[items]\ndocs = The manual\n[checklist.final]\nlook = docs'
	run git rel finish -n 0.2.0
	says 'has a checklist for it, and nobody has opened it'
}

@test "an answer that lacks what main wants by now does not stay good" {
	of_main
	policy_there 's/^docs = .*/& [wants link]/'
	git fetch -q
	stands docs stale
	run git staging status 0.2.0
	says 'docs: The manual is up to date' '(it wants link)'
	remember
	run git rel finish -y 0.2.0
	refused 1 'docs: stale'
	quietly git staging tick docs --link https://example.com/1
	stands docs done
	quietly git rel finish -y 0.2.0
}

@test "what finish has seen of main is known to close" {
	of_main
	policy_there 's/@tagged/@tagged @merged/'
	quietly git rel finish -y 0.2.0
	stands @merged done
	quietly git staging close -y 0.2.0
}

@test "evidence that is gone here and there does not let a release out" {
	of_main
	was=$(at)
	git push -q origin :refs/rel/evidence/0.2.0
	git update-ref -d refs/rel/evidence/0.2.0
	remember
	run git rel finish -y 0.2.0
	refused 1 "the evidence of 0.2.0 is gone, here and on 'origin'" "git update-ref refs/rel/evidence/0.2.0 ${was:0:10}"
	git update-ref refs/rel/evidence/0.2.0 "${was:0:10}"
	quietly git rel finish -y 0.2.0
}

@test "another spelling of the version goes past no evidence, here or there" {
	git config --global rel.scheme pep440
	of_main
	remember
	run git rel tag -y 0.2 main
	refused 1 "0.2 is being qualified as '0.2.0'" 'release it as 0.2.0'
	another bob
	run git rel tag -y 0.2 main
	exits 1
	says "0.2 is being qualified as '0.2.0'"
	run git staging start -y 0.2
	exits 1
	says "0.2 is being qualified as '0.2.0'"
}

@test "a clone that is older than the policy has it by git staging fetch" {
	repo_trunk
	another bob
	cd "$R"
	policy <<-'END'
		[items]
		docs = The manual is up to date
		[checklist.final]
		look = docs
		release = @tagged
	END
	git config rel.finish push
	quietly git staging start -y 0.2.0
	quietly git staging push -y
	cd "$T/bob"
	quietly git staging fetch 0.2.0
	stands docs open
	run git staging report 0.2.0
	says 'NO-GO'
}
