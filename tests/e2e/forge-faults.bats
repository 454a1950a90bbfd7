# A forge fails at each request of git rel pr, publish, protect and finish, in every
# way; see ../forge_faults.bash.

load lib
load ../forge
load ../forge_runs
load ../forge_faults

setup() {
	sealed
	forge_unjudged
}

@test "GitHub fails under a pull request, and it is whole in the end" { FIRST=0 faults github pr; }
@test "GitLab fails under a merge request, and it is whole in the end" { FIRST=4 faults gitlab pr; }
@test "Gitea fails under a pull request, and it is whole in the end" { FIRST=8 faults gitea pr; }
@test "GitHub fails under a change of one, and it is whole in the end" { FIRST=1 faults github again; }
@test "GitLab fails under a change of one, and it is whole in the end" { FIRST=5 faults gitlab again; }
@test "Gitea fails under a change of one, and it is whole in the end" { FIRST=9 faults gitea again; }
@test "GitHub fails under a release, and it is whole in the end" { FIRST=2 faults github publish; }
@test "GitLab fails under a release, and it is whole in the end" { FIRST=6 faults gitlab publish; }
@test "Gitea fails under a release, and it is whole in the end" { FIRST=10 faults gitea publish; }
@test "GitHub fails under sets of rules, and they are whole in the end" { FIRST=1 faults github protect; }
@test "GitLab fails under protected branches, and they are whole in the end" { FIRST=5 faults gitlab protect; }
@test "Gitea fails under protection, and it is whole in the end" { FIRST=9 faults gitea protect; }
@test "GitHub fails under a back-merge, and it is whole in the end" { FIRST=3 faults github back; }
@test "GitLab fails under a back-merge, and it is whole in the end" { FIRST=7 faults gitlab back; }
@test "Gitea fails under a back-merge, and it is whole in the end" { FIRST=11 faults gitea back; }
