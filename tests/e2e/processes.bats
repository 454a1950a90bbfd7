#!/usr/bin/env bats
# How many programs we run ourselves, and which: each costs as much as all our
# own work.  What git runs in turn is git's.

load lib

setup() { repo_gitflow; }

# The verbs of the gits that one command of ours has run.
verbs_of() {
	rm -f "$T/trace"
	GIT_TRACE2_EVENT=$T/trace quietly "$@"
	"$PYTHON" - "$T/trace" <<-'END'
		import json, sys
		for line in open(sys.argv[1]):
		    e = json.loads(line)
		    if e["event"] == "start" and "/" not in e["sid"]:
		        verb = e["argv"][1:]
		        while verb[0] == "-c":
		            verb = verb[2:]
		        print(verb[0])
	END
}

# reftable.bats counts them there.
on_files() { needs_ref_files 'a git more moves HEAD'; }

@test "start and finish of a published release run five gits each" {
	on_files
	run -0 verbs_of git-rel start -y --push 0.2.0
	[ "$output" = $'config\nls-remote\nupdate-ref\npush\nbranch' ]
	[ "$(git config branch.release/v0.2.0.merge)" = refs/heads/release/v0.2.0 ]
	[ "$(git config branch.release/v0.2.0.remote)" = origin ]
	git commit -q --allow-empty -m work
	run -0 verbs_of git-rel finish -y 0.2.0
	[ "$output" = $'config\nls-remote\nupdate-ref\npush\nconfig' ]
}

@test "of one that is not published, three and four" {
	on_files
	run -0 verbs_of git-rel start -y --no-push 0.2.0
	[ "$output" = $'config\nls-remote\nupdate-ref' ]
	git commit -q --allow-empty -m work
	run -0 verbs_of git-rel finish -y 0.2.0
	[ "$output" = $'config\nls-remote\nupdate-ref\npush' ]
}

@test "status runs one" {
	quietly git-rel start -y --no-push 0.2.0
	git commit -q --allow-empty -m work
	run -0 verbs_of git-rel status
	[ "$output" = config ]
}

@test "where git cannot tell what tracks what, the settings are made one by one" {
	git config remote.origin.fetch '+refs/heads/main:refs/remotes/origin/main'
	quietly git-rel start -y --push 0.2.0
	[ "$(git config branch.release/v0.2.0.merge)" = refs/heads/release/v0.2.0 ]
	[ "$(git config branch.release/v0.2.0.remote)" = origin ]
}
