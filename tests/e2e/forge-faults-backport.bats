# A forge fails at each request of git backport, in every way;
# see ../forge_faults.bash.

EVERY=${EVERY:-71}
load lib
load ../forge
load ../forge_runs
load ../forge_faults

setup() {
	sealed
	forge_unjudged
}

@test "GitHub fails under backports: one pull request each" { FIRST=0 faults github submit; }
@test "GitLab fails under backports: one pull request each" { FIRST=3 faults gitlab submit; }
@test "Gitea fails under backports: one pull request each" { FIRST=6 faults gitea submit; }
@test "GitHub fails under backports that were made before: one pull request each" { FIRST=9 faults github later; }
@test "GitLab fails under backports that were made before: one pull request each" { FIRST=12 faults gitlab later; }
@test "Gitea fails under backports that were made before: one pull request each" { FIRST=15 faults gitea later; }
@test "GitHub fails under a refresh: the pull requests stay, and are made anew" { FIRST=18 faults github refresh; }
@test "GitLab fails under a refresh: the pull requests stay, and are made anew" { FIRST=21 faults gitlab refresh; }
@test "Gitea fails under a refresh: the pull requests stay, and are made anew" { FIRST=24 faults gitea refresh; }
@test "GitHub fails under the event of a comment: one pull request each" { FIRST=27 faults github event; }
@test "GitLab fails under the event of a comment: one pull request each" { FIRST=30 faults gitlab event; }
@test "Gitea fails under the event of a comment: one pull request each" { FIRST=33 faults gitea event; }
@test "GitHub fails while a conflict is told of: one comment" { FIRST=36 faults github conflict; }
@test "GitLab fails while a conflict is told of: one comment" { FIRST=39 faults gitlab conflict; }
@test "Gitea fails while a conflict is told of: one comment" { FIRST=42 faults gitea conflict; }
