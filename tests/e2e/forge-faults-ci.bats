# A forge fails at each request of git rel ci, ci run and approve, in every way;
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

@test "GitHub fails while CI is asked for: one comment, and the labels are gone" { FIRST=0 faults github ci; }
@test "GitLab fails while CI is asked for: one comment, and the labels are gone" { FIRST=3 faults gitlab ci; }
@test "Gitea fails while CI is asked for: one comment, and the labels are gone" { FIRST=6 faults gitea ci; }
@test "GitHub fails under a workflow, which is started once" { FIRST=9 faults github run; }
@test "GitLab fails under a workflow, which is started once" { FIRST=12 faults gitlab run; }
@test "Gitea fails under a workflow, which is started once" { FIRST=15 faults gitea run; }
@test "GitHub fails under an approval, and it is given" { FIRST=18 faults github approve; }
@test "GitLab fails under an approval, and it is given" { FIRST=21 faults gitlab approve; }
