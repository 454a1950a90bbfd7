# Clients that others wrote take our forge for a real one.

load ../e2e/lib
load ../forge

setup() {
	sealed
	repo_gitflow
	FORGE_SHARED=
}

# as_gh: gh, which speaks https only
as_gh() {
	command -v gh >/dev/null || skip 'no gh'
	forge_up github --tls
	git push -q origin v0.1.0 develop:refs/heads/topic
	export SSL_CERT_FILE=$FORGE_CA GH_HOST=localhost:$FORGE_PORT
	export GH_ENTERPRISE_TOKEN=$FORGE_TOKEN GH_NO_UPDATE_NOTIFIER=1 GH_PROMPT_DISABLED=1
}

@test "gh api reads, writes, turns pages and follows a rename" {
	local i
	as_gh
	gh api user --jq .login >said
	[ "$(cat said)" = ada ]
	gh api repos/acme/widget/pulls -f head=topic -f base=main -f title=T --jq .number >said
	[ "$(cat said)" = 1 ]
	run gh api repos/acme/widget/pulls -f head=topic -f base=main -f title=T
	exits 1
	says 'A pull request already exists for acme:topic'
	for i in 2 3 4; do forge_tell issue "{\"repo\": \"acme/widget\", \"title\": \"I$i\"}"; done
	[ "$(gh api --paginate 'repos/acme/widget/issues?per_page=2' --jq '.[].number' | xargs)" = '4 3 2 1' ]
	forge_tell repo '{"name": "acme/widget", "old_names": ["acme/gadget"]}'
	[ "$(gh api repos/acme/gadget/pulls/1 --jq .title)" = T ]
}

@test "gh release makes a draft, sends files, and publishes" {
	as_gh
	head -c 300000 /dev/urandom >a.bin
	gh release create v0.1.0 a.bin -R "$GH_HOST/acme/widget" -t N -n B >said 2>&1 3>&- ||
		complain "$(cat said; forge_log)"
	forge_asked releases >asked
	sed -E 's/[0-9]+(\/assets|  *200)/N\1/' asked >same
	diff - same <<-'END'
		HEAD repos/acme/widget/releases/tags/v0.1.0 404
		POST repos/acme/widget/releases 201
		POST repos/acme/widget/releases/N/assets?label=&name=a.bin 201
		PATCH repos/acme/widget/releases/N 200
	END
}

@test "python-gitlab opens, merges, releases" {
	"$PYTHON" -c 'import gitlab' 2>/dev/null || skip 'no python3-gitlab'
	forge_up gitlab
	git push -q origin v0.1.0 develop:refs/heads/topic
	head -c 300000 /dev/urandom >a.bin
	"$PYTHON" - "$FORGE_URL" "$FORGE_TOKEN" >said 2>&1 <<-'END' || complain "$(cat said; forge_log)"
		import sys
		import gitlab
		gl = gitlab.Gitlab(sys.argv[1], private_token=sys.argv[2])
		gl.auth()
		assert gl.user.username == "ada"
		p = gl.projects.get("acme/widget")
		want = {"source_branch": "topic", "target_branch": "main", "title": "T", "labels": ["a"]}
		mr = p.mergerequests.create(want)
		try:
		    p.mergerequests.create(want)
		    raise SystemExit("twice")
		except gitlab.GitlabCreateError as e:
		    assert e.response_code == 409, e
		assert [m.iid for m in p.mergerequests.list(source_branch="topic", state="opened", all=True)] == [1]
		mr.notes.create({"body": "hello"})
		mr.title = "T2"
		mr.save()
		mr = p.mergerequests.get(1)
		assert mr.title == "T2" and mr.labels == ["a"], mr
		assert len(mr.commits()) == 2
		mr.merge()
		assert p.mergerequests.get(1).state == "merged"
		for n in range(25):
		    p.labels.create({"name": f"l{n}", "color": "#112233"})
		assert len(p.labels.list(all=True)) == 26
		p.generic_packages.upload("widget", "1", "a.bin", "a.bin")
		r = p.releases.create({"tag_name": "v0.1.0", "name": "N", "description": "B"})
		r.links.create({"name": "a.bin", "url": "https://example.com/a.bin"})
		assert p.releases.get("v0.1.0").assets["links"][0]["name"] == "a.bin"
		p.protectedbranches.create({"name": "release/*"})
		assert p.protectedbranches.get("release/*").name == "release/*"
		p.commits.get("develop").statuses.create({"state": "success", "name": "ci"})
		up = p.upload("a.bin", filepath="a.bin")
		assert up["url"].startswith("/uploads/"), up
	END
}

# as_glab: glab, which takes a host's address from its own file
as_glab() {
	command -v glab >/dev/null || skip 'no glab'
	forge_up gitlab
	git push -q origin v0.1.0 develop:refs/heads/topic
	export GLAB_CONFIG_DIR=$T/glab GLAB_CHECK_UPDATE=false NO_PROMPT=1
	mkdir -m 700 "$GLAB_CONFIG_DIR"
	printf 'hosts:\n  127.0.0.1:\n    api_host: %s\n    api_protocol: http\n    token: %s\n' \
		"127.0.0.1:$FORGE_PORT" "$FORGE_TOKEN" >"$GLAB_CONFIG_DIR/config.yml"
	chmod 600 "$GLAB_CONFIG_DIR/config.yml"
}

glab_says() { glab "$@" -R 127.0.0.1/acme/widget >said 2>&1 3>&- || complain "$(cat said; forge_log)"; }

@test "glab opens, labels, comments on and merges a merge request" {
	as_glab
	glab_says mr create --source-branch topic --target-branch main --title T --description B -l a --yes
	[ "$(forge_state issues 1 title)" = T ]
	glab_says mr update 1 --label b --unlabel a --title T2
	[ "$(forge_state issues 1 labels)" = '["b"]' ]
	glab_says mr note 1 -m 'hello'
	[ "$(forge_state issues 1 comments 0 body)" = hello ]
	glab_says mr view 1
	grep -q T2 said
	glab_says mr list
	grep -q '!1' said
	glab_says mr merge 1 --yes
	[ "$(forge_state issues 1 state)" = merged ] || [ "$(forge_state issues 1 pull merged)" != null ]
}

@test "glab releases a tag, with a file" {
	as_glab
	head -c 300000 /dev/urandom >a.bin
	glab_says release create v0.1.0 a.bin -n N --notes B
	forge_state releases | grep -q '"name": "a.bin"'
	glab_says release view v0.1.0
	grep -q 'a.bin' said
	glab_says release list
	grep -q v0.1.0 said
}

# as_tea: Gitea's own client, called tea-cli in Debian
as_tea() {
	command -v tea-cli >/dev/null || skip 'no tea-cli'
	forge_up gitea
	git push -q origin v0.1.0 develop:refs/heads/topic
	tea-cli login add --name l --url "$FORGE_URL" --token "$FORGE_TOKEN" >said 2>&1 3>&- ||
		complain "$(cat said; forge_log)"
}

# tea_says <command> <words>...: options come before what is no option
tea_says() {
	local -a command
	read -ra command <<<"$1"
	tea-cli "${command[@]}" --login l --repo acme/widget "${@:2}" >said 2>&1 3>&- ||
		complain "$(cat said; forge_log)"
}

@test "tea opens, comments and merges a pull request" {
	as_tea
	forge_tell label '{"repo": "acme/widget", "name": "a"}'
	tea_says 'pulls create' --head topic --base main --title T --description B --labels a
	[ "$(forge_state issues 1 title)" = T ]
	[ "$(forge_state issues 1 labels)" = '["a"]' ]
	tea_says comment 1 hello
	[ "$(forge_state issues 1 comments 0 body)" = hello ]
	tea_says 'pulls list'
	grep -q T said
	tea_says 'pulls merge' --style squash --title S 1
	git fetch -q
	[ "$(git log -1 --format=%s origin/main)" = S ]
}

@test "tea releases a tag, with a file" {
	as_tea
	head -c 300000 /dev/urandom >a.bin
	tea_says 'releases create' --tag v0.1.0 --title N --note B --asset a.bin
	forge_state releases | grep -q '"name": "a.bin"'
	tea_says 'releases list'
	grep -q v0.1.0 said
}
