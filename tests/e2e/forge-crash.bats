# git rel pr, publish, protect and finish die at each of their crash points; see
# ../forge_crash.bash.

load lib
load ../forge
load ../forge_runs
load ../forge_crash

setup() { sealed; }

@test "GitHub: a pull request, wherever we die" { FIRST=1 crashes github pr; }
@test "GitLab: a merge request, wherever we die" { FIRST=2 crashes gitlab pr; }
@test "Gitea: a pull request, wherever we die" { FIRST=3 crashes gitea pr; }
@test "GitHub: a pull request of a branch that is pushed, wherever we die" { FIRST=2 crashes github pushed; }
@test "GitLab: a merge request of a branch that is pushed, wherever we die" { FIRST=3 crashes gitlab pushed; }
@test "Gitea: a pull request of a branch that is pushed, wherever we die" { FIRST=1 crashes gitea pushed; }
@test "GitHub: a pull request that is changed, wherever we die" { FIRST=1 crashes github again; }
@test "GitLab: a merge request that is changed, wherever we die" { FIRST=2 crashes gitlab again; }
@test "Gitea: a pull request that is changed, wherever we die" { FIRST=3 crashes gitea again; }
@test "GitHub: a release, wherever we die" { FIRST=1 crashes github publish; }
@test "GitLab: a release, wherever we die" { FIRST=2 crashes gitlab publish; }
@test "Gitea: a release, wherever we die" { FIRST=3 crashes gitea publish; }
@test "GitHub: sets of rules, wherever we die" { FIRST=2 crashes github protect; }
@test "GitLab: protected branches, wherever we die" { FIRST=3 crashes gitlab protect; }
@test "Gitea: protection, wherever we die" { FIRST=1 crashes gitea protect; }
@test "GitHub: a release that goes back by a pull request, wherever we die" { FIRST=3 crashes github back; }
@test "GitLab: a release that goes back by a merge request, wherever we die" { FIRST=1 crashes gitlab back; }
@test "Gitea: a release that goes back by a pull request, wherever we die" { FIRST=2 crashes gitea back; }
