#!/bin/bash
# Everything that can be said about the code without running it.  B: a build.
set -u
cd "$(dirname "$0")/.." || exit 1
status=0

try() {
	echo "# $1"
	shift
	"$@" || status=1
}

mapfile -t shell < <(find tests pages .ci completion lib man debian -name '*.sh' -o -name '*.bash' \
	-o -path .ci/run -o -path 'debian/tests/[ds]*')
mapfile -t pages < <(find man -name '*.[157]')

try "clang-format" tests/format.sh
try "layers" tests/layers.sh
try "headers, gcc" env CC=gcc tests/headers.sh
try "headers, clang" env CC=clang tests/headers.sh
try "unused functions" tests/unused.sh
try "banned functions" tests/banned.sh
try "assignments in conditions" tests/assign.sh
try "tests that cannot fail" tests/hollow.sh
try "cppcheck" cppcheck --quiet --std=c11 --inline-suppr --error-exitcode=1 \
	--enable=warning,performance,portability -D_GNU_SOURCE \
	--suppress=missingIncludeSystem -Ilib -I. lib git-*/
try "shellcheck" shellcheck -x "${shell[@]}"
if [ ${#pages[@]} -gt 0 ]; then
	try "mandoc" mandoc -T lint -W warning "${pages[@]}"
fi
try "options in manual pages" tests/man.sh
[ $status -eq 0 ] && echo "nothing to say"
exit $status
