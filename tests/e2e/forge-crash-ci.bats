# git rel ci, ci run and approve die at each of their crash points; see
# ../forge_crash.bash.

EVERY=${EVERY:-19}
load lib
load ../forge
load ../forge_runs
load ../forge_crash

setup() { sealed; }

@test "GitHub: CI is asked for, wherever we die" { FIRST=1 crashes github ci; }
@test "GitLab: CI is asked for, wherever we die" { FIRST=2 crashes gitlab ci; }
@test "Gitea: CI is asked for, wherever we die" { FIRST=3 crashes gitea ci; }
@test "GitHub: a workflow, wherever we die" { FIRST=4 crashes github run; }
@test "GitLab: a workflow, wherever we die" { FIRST=5 crashes gitlab run; }
@test "Gitea: a workflow, wherever we die" { FIRST=6 crashes gitea run; }
@test "GitHub: an approval, wherever we die" { FIRST=7 crashes github approve; }
@test "GitLab: an approval, wherever we die" { FIRST=8 crashes gitlab approve; }
