#!/usr/bin/env bats
# Which forge a repository has, and how to get in (lib/forge).

load lib
load odd

setup() {
	sealed
	odd_ready
	git init -q "$T/r"
	cd "$T/r" || return
	for v in GH_TOKEN GITHUB_TOKEN GH_ENTERPRISE_TOKEN GITHUB_ENTERPRISE_TOKEN GH_HOST \
		GITLAB_TOKEN GITLAB_ACCESS_TOKEN GITLAB_HOST CI_JOB_TOKEN CI_SERVER_HOST \
		CI_SERVER_URL GITEA_TOKEN FORGEJO_TOKEN GITEA_SERVER_TOKEN GITEA_SERVER_URL \
		GITHUB_SERVER_URL; do
		unset "$v"
	done
}

# at <url>: the remote
at() {
	git config remote.origin.url "$1"
}

# look [<argument>...]: as the test program of that name says
look() {
	run --separate-stderr "$TOOLS/find" "${@:-origin}"
}

# found <kind> <api> <web>
found() {
	look
	equal 0 "$status" "$stderr"
	equal "$*" "${lines[0]}" "forge"
}

# token <value> <from>: of what was found last
token() {
	equal "token=$1 from=$2" "${lines[1]% job=*}" "token"
}

# helper <password>: git asks this one; what it is told is in $T/helper
helper() {
	cat >"$T/bin/helper" <<-END
		#!/bin/sh
		{ echo "\$1"; cat; } >>"$T/helper"
		[ "\$1" != get ] || printf 'username=ada\npassword=%s\n' '$1'
	END
	chmod +x "$T/bin/helper"
	git config credential.helper "$T/bin/helper"
}

@test "the hosts that everybody knows are asked nothing" {
	at git@github.com:o/r.git
	found github https://api.github.com https://github.com/o/r
	at https://me:geheim@github.com/o/r
	found github https://api.github.com https://github.com/o/r
	at ssh://git@ssh.github.com:443/o/r.git
	found github https://api.github.com https://github.com/o/r
	at https://acme.ghe.com/o/r
	found github https://api.acme.ghe.com https://acme.ghe.com/o/r
	at git@gitlab.com:grp/sub/prj.git
	found gitlab https://gitlab.com/api/v4 https://gitlab.com/grp/sub/prj
	at ssh://git@altssh.gitlab.com:443/grp/prj.git
	found gitlab https://gitlab.com/api/v4 https://gitlab.com/grp/prj
	at https://codeberg.org/o/r.git
	found gitea https://codeberg.org/api/v1 https://codeberg.org/o/r
	received 0
}

@test "what git and ssh put in place of an address counts" {
	git config url.git@github.com:.insteadOf gh:
	at gh:o/r
	found github https://api.github.com https://github.com/o/r
	git config remote.origin.pushurl git@gitlab.com:o/r
	found gitlab https://gitlab.com/api/v4 https://gitlab.com/o/r
	git config --unset remote.origin.pushurl
	printf '#!/bin/sh\n[ "$*" = "-G -- work" ] && printf "user git\\nhostname gitlab.com\\nport 22\\n"\n' >"$T/bin/ssh"
	chmod +x "$T/bin/ssh"
	at work:o/r
	PATH=$T/bin:$PATH found gitlab https://gitlab.com/api/v4 https://gitlab.com/o/r
	printf '#!/bin/sh\nprintf "hostname a b\\n"\n' >"$T/bin/ssh"
	PATH=$T/bin:$PATH look
	equal 128 "$status"
	said "'a b' is no host"
}

@test "no host, no forge; no owner, no project" {
	at "$T/other.git"
	look
	equal 128 "$status"
	said "remote 'origin' is on no host, so on no forge"
	at https://github.com/r
	look
	said "'r' is no project of a forge" "git config rel.forgeProject owner/name"
	at https://github.com/a/o/r
	look
	said "'a/o/r' is no project of a forge"
	look none
	said "no remote 'none', so no forge"
}

@test "another host is asked once, without a token, and remembered" {
	echo gitea >"$ODD/forge"
	at "$U/o/r.git"
	GITEA_TOKEN=geheim GITHUB_TOKEN=geheim GITLAB_TOKEN=geheim found gitea "$U/api/v1" "$U/o/r"
	token - -
	received 3
	! grep -q geheim "$ODD/log" || complain "a token was sent"
	found gitea "$U/api/v1" "$U/o/r"
	received 3
	equal "{\"web\":\"$U\",\"forge\":\"gitea\"}" "$(cat .git/rel/forges)"
	printf '{"web":' >.git/rel/forges
	found gitea "$U/api/v1" "$U/o/r"
	received 6
	rm -r .git/rel
	DRY_RUN=1 found gitea "$U/api/v1" "$U/o/r"
	[ ! -e .git/rel ]
}

@test "GitLab and GitHub Enterprise are known by what they answer" {
	echo gitlab >"$ODD/forge"
	at "$U/grp/sub/r.git"
	found gitlab "$U/api/v4" "$U/grp/sub/r"
	rm -r .git/rel
	echo ghes >"$ODD/forge"
	at "$U/o/r.git"
	found github "$U/api/v3" "$U/o/r"
}

@test "a forge may sit below a path" {
	at "$U/gitlab/grp/sub/r.git"
	found gitlab "$U/gitlab/api/v4" "$U/gitlab/grp/sub/r"
	at "$U/gitea/o/r.git"
	found gitea "$U/gitea/api/v1" "$U/gitea/o/r"
}

@test "what cannot be told is asked of the user" {
	at "$U/o/r.git"
	look
	equal 128 "$status"
	said "cannot tell which forge '127.0.0.1' is" "rel.forge <github|gitlab|gitea>"
	echo closed >"$ODD/forge"
	look
	said "cannot tell which forge"
	[ ! -e .git/rel/forges ]
	git config rel.forge gitlab
	found gitlab "$U/api/v4" "$U/o/r"
	# a host that is not there
	git config --unset rel.forge
	at http://127.0.0.1:1/o/r.git
	look
	equal 128 "$status"
	said "no answer from '127.0.0.1'"
}

@test "a closed Gitea is known by its name" {
	echo closed >"$ODD/forge"
	at "http://gitea.localhost:$PORT/o/r.git"
	"$PYTHON" -c 'import socket; socket.gethostbyname("gitea.localhost")' 2>/dev/null || skip "no *.localhost"
	found gitea "http://gitea.localhost:$PORT/api/v1" "http://gitea.localhost:$PORT/o/r"
}

@test "what is configured wins, and needs no remote" {
	at /srv/r.git
	git config rel.forge gitea
	git config rel.forgeUrl "https://git.example.com/x/api/v1/"
	git config rel.forgeProject o/r
	found gitea https://git.example.com/x/api/v1 https://git.example.com/x/o/r
	git config --unset rel.forge
	found gitea https://git.example.com/x/api/v1 https://git.example.com/x/o/r
	git config rel.forgeUrl https://api.github.com
	found github https://api.github.com https://github.com/o/r
	git config rel.forgeUrl https://git.example.com/rest
	look
	said "cannot tell which forge"
	git config rel.forge github
	git config rel.forgeUrl https://ghe.example.com/api/v3
	found github https://ghe.example.com/api/v3 https://ghe.example.com/o/r
	for bad in ftp://h/api/v3 "https://me@h/api/v3" "https://h/api/v3?x" nonsense; do
		git config rel.forgeUrl "$bad"
		look
		equal 128 "$status"
		said "is no address of a forge's API"
	done
	git config rel.forge bitbucket
	look
	said "'bitbucket' is none of: auto github gitlab gitea"
}

@test "a journal goes on with the forge it began with" {
	at /srv/r.git
	GITHUB_TOKEN=t look x github https://api.github.com o/r
	equal "github https://api.github.com https://github.com/o/r" "${lines[0]}"
	token t GITHUB_TOKEN
	GITLAB_TOKEN=t look x gitlab https://h/sub/api/v4 g/s/r
	equal "gitlab https://h/sub/api/v4 https://h/sub/g/s/r" "${lines[0]}"
	token - -
}

@test "a token from the environment goes to the host it is meant for" {
	at git@github.com:o/r
	export GITHUB_TOKEN=a GH_ENTERPRISE_TOKEN=b GITLAB_TOKEN=c CI_JOB_TOKEN=j GITEA_TOKEN=d FORGEJO_TOKEN=e
	look
	token a GITHUB_TOKEN
	GH_TOKEN=z look
	token z GH_TOKEN
	at git@acme.ghe.com:o/r
	look
	token a GITHUB_TOKEN
	at git@gitlab.com:o/r
	look
	token c GITLAB_TOKEN
	GITLAB_HOST=gitlab.example.com look
	token - -
	at git@codeberg.org:o/r
	look
	token e FORGEJO_TOKEN
	at git@gitea.com:o/r
	look
	token d GITEA_TOKEN
	# another host: no token, until it is named
	mkdir -p .git/rel
	echo '{"web":"https://h","forge":"github"}' >.git/rel/forges
	at git@h:o/r
	look
	token - -
	GH_HOST=h look
	token b GH_ENTERPRISE_TOKEN
	GITHUB_SERVER_URL=https://h GH_ENTERPRISE_TOKEN= look
	token a GITHUB_TOKEN
	git config rel.forge github
	look
	token b GH_ENTERPRISE_TOKEN
	git config rel.forge gitlab
	look
	token c GITLAB_TOKEN
	git config --unset rel.forge
	echo '{"web":"https://h","forge":"gitlab"}' >.git/rel/forges
	look
	token - -
	GITLAB_HOST=https://h look
	token c GITLAB_TOKEN
	GITLAB_TOKEN= CI_SERVER_URL=https://h look
	equal "token=j from=CI_JOB_TOKEN job=1" "${lines[1]}"
	GITLAB_TOKEN= GITLAB_HOST=h look
	token - -
	echo '{"web":"https://h","forge":"gitea"}' >.git/rel/forges
	look
	token - -
	GITEA_SERVER_URL=https://h/ look
	token d GITEA_TOKEN
	GITEA_TOKEN= FORGEJO_TOKEN= GITHUB_SERVER_URL=https://h look
	token a GITHUB_TOKEN
}

@test "git credential is asked without a question, and told what came of it" {
	at "https://ada@github.com/o/r"
	look
	equal 0 "$status"
	token - -
	helper right
	look
	token right "git credential"
	equal "get protocol=https host=github.com username=ada" "$(paste -sd' ' "$T/helper")"
	# nothing was asked, so nothing is told
	rm "$T/helper"
	at "$U/o/r"
	echo gitea >"$ODD/forge"
	ASK=/user look
	said status=200
	equal "get store" "$(grep -xE 'get|store|erase' "$T/helper" | paste -sd' ')"
	rm "$T/helper"
	ASK=/none look
	equal "get" "$(grep -xE 'get|store|erase' "$T/helper" | paste -sd' ')"
	rm "$T/helper"
	helper wrong
	ASK=/user look
	said status=401
	equal "get erase" "$(grep -xE 'get|store|erase' "$T/helper" | paste -sd' ')"
	! grep -rq wrong .git || complain "a token in .git"
}

@test "no password of the terminal or of an askpass is waited for" {
	at https://github.com/o/r
	printf '#!/bin/sh\ntouch "%s/asked"\necho x\n' "$T" >"$T/bin/ask"
	chmod +x "$T/bin/ask"
	git config core.askPass "$T/bin/ask"
	SSH_ASKPASS=$T/bin/ask GIT_ASKPASS=$T/bin/ask look
	equal 0 "$status"
	token - -
	[ ! -e "$T/asked" ]
}

@test "a token goes over the net in the clear only where the user has written so" {
	mkdir -p .git/rel
	at http://h/o/r
	echo '{"web":"http://h","forge":"gitea"}' >.git/rel/forges
	helper right
	look
	equal 1 "$status"
	said "a token would go to 'http://h/api/v1' in the clear" "git config rel.forgeUrl http://h/api/v1"
	git config rel.forgeUrl http://h/api/v1
	look
	token right "git credential"
}

@test "a token that is none is refused, unshown" {
	at https://github.com/o/r
	GITHUB_TOKEN=$'ge\nheim' look
	equal 128 "$status"
	said "the token of GITHUB_TOKEN has characters that no token has"
	[[ "$output$stderr" != *heim* ]]
}

@test "git's own settings of http are kept, but TLS is verified" {
	at "$U/o/r"
	echo gitea >"$ODD/forge"
	found gitea "$U/api/v1" "$U/o/r"
	git config http.proxy http://127.0.0.1:1
	ASK=/user look
	equal 128 "$status"
	said "no answer from '127.0.0.1'"
	git config "http.$U.proxy" ""
	ASK=/user look
	said status=401
	git config remote.origin.proxy http://127.0.0.1:1
	ASK=/user look
	said "no answer"
	git config --unset remote.origin.proxy
	git config http.sslVerify false
	look
	said "warning: http.sslVerify is false, but certificates of a forge are verified"
}


@test "certificates are those that git is told to trust" {
	echo gitea >"$ODD/forge"
	at "$S/o/r"
	look
	equal 128 "$status"
	said "no answer from 'localhost'" certificate
	git config http.sslVerify false
	look
	equal 128 "$status"
	git config http.sslCAInfo /nonexistent
	git config "http.$S/.sslCAInfo" "$ODD/ca.pem"
	found gitea "$S/api/v1" "$S/o/r"
	rm -r .git/rel
	git config --remove-section "http.$S/"
	GIT_SSL_CAINFO=$ODD/ca.pem found gitea "$S/api/v1" "$S/o/r"
}

@test "without libcurl one error says so, and other commands go on" {
	at https://github.com/o/r
	mkdir "$T/lib"
	touch "$T/lib/libcurl.so.4" "$T/lib/libcurl-gnutls.so.4" "$T/lib/libcurl-nss.so.4"
	LD_LIBRARY_PATH=$T/lib look
	equal 128 "$status"
	equal "error: cannot load libcurl, which is needed to talk to a forge"$'\n'"on Debian: apt install libcurl4" "$stderr"
	LD_LIBRARY_PATH=$T/lib git rel config --explain >explained
	grep -q rel.forge explained
}
