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
