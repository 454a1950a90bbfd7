# git backport --submit, submit, refresh and ci die at each of their crash points; see
# ../forge_crash.bash.

EVERY=${EVERY:-17}
load lib
load ../forge
load ../forge_runs
load ../forge_crash

setup() { sealed; }

@test "GitHub: backports and their pull requests, wherever we die" { FIRST=1 crashes github submit; }
@test "GitLab: backports and their pull requests, wherever we die" { FIRST=2 crashes gitlab submit; }
@test "Gitea: backports and their pull requests, wherever we die" { FIRST=3 crashes gitea submit; }
@test "GitHub: pull requests of backports that were made before, wherever we die" { FIRST=4 crashes github later; }
@test "GitLab: pull requests of backports that were made before, wherever we die" { FIRST=5 crashes gitlab later; }
@test "Gitea: pull requests of backports that were made before, wherever we die" { FIRST=6 crashes gitea later; }
@test "GitHub: pull requests that are made anew, wherever we die" { FIRST=7 crashes github refresh; }
@test "GitLab: pull requests that are made anew, wherever we die" { FIRST=8 crashes gitlab refresh; }
@test "Gitea: pull requests that are made anew, wherever we die" { FIRST=9 crashes gitea refresh; }
@test "GitHub: what a comment asks for, wherever we die" { FIRST=10 crashes github event; }
@test "GitLab: what a comment asks for, wherever we die" { FIRST=11 crashes gitlab event; }
@test "Gitea: what a comment asks for, wherever we die" { FIRST=12 crashes gitea event; }
@test "GitHub: a conflict that is told of, wherever we die" { FIRST=13 crashes github conflict; }
@test "GitLab: a conflict that is told of, wherever we die" { FIRST=14 crashes gitlab conflict; }
@test "Gitea: a conflict that is told of, wherever we die" { FIRST=15 crashes gitea conflict; }
