#!/usr/bin/env bats
# What stands in a version file after the write means the version to the file's
# own tool, or nothing is written and the hint says what to do.

load lib

setup() { sealed; }

# a trunk with one version file <path> <lines>
holding() {
	repo_trunk
	git config rel.model trunk
	git config rel.versionFiles "${SETTING-$1}"
	mkdir -p "$(dirname "$1")"
	printf '%s\n' "${@:2}" >"$1"
	git add -A
	git commit -q -m 'Add it'
}

# reads <path> <lines>: so it is in the commit
reads() {
	diff <(printf '%s\n' "${@:2}") <(git cat-file blob "HEAD:$1") ||
		complain "$1 differs"
}

# becomes <version> <path> <lines>
becomes() {
	run git rel bump "$1"
	exits 0
	reads "${@:2}"
}

# anchored <anchors> <version> <path> <lines>: the advice of a hint, taken
anchored() {
	says "anchors = \"$1\""
	git config --unset rel.versionFiles
	git config rel.versionAnchors "$1"
	becomes "${@:2}"
}

@test "CMake's project() takes no pre-release, and the hint puts the numbers there" {
	holding CMakeLists.txt 'project(x VERSION "1.2.0" LANGUAGES C)'
	remember fingerprint
	run git rel start 2.0.0-rc1
	refused 1 'CMakeLists.txt:1: only numbers' "'2.0.0-rc1'"
	run git rel bump 2.0.0-rc1
	refused 1 'CMakeLists.txt:1: only numbers'
	anchored 'CMakeLists.txt: project(x VERSION ?{final}' 2.0.0-rc1 \
		CMakeLists.txt 'project(x VERSION "2.0.0" LANGUAGES C)'
}

@test "YAML gets quotes where the version would be a number" {
	holding Chart.yaml 'name: x' 'version: 1.2.3 # ours'
	becomes 2026.10.1 Chart.yaml 'name: x' 'version: 2026.10.1 # ours'
	git config rel.scheme calver
	becomes 2027.10 Chart.yaml 'name: x' 'version: "2027.10" # ours'
	becomes 2027.11 Chart.yaml 'name: x' 'version: "2027.11" # ours'
}

@test "code gets quotes where a number stood" {
	holding a.py '__version__ = 1.2'
	becomes 1.3.0 a.py '__version__ = "1.3.0"'
}

@test "a version put together from several strings is left alone" {
	holding meson.build "project('x', version : '1.2' + '.3')"
	remember fingerprint
	run git rel bump 2.0.0
	refused 1 'meson.build:1: the version is put together'
}

@test "so it is in Python, Ruby and C" {
	holding a.py '__version__ = "1.2" + ".3"'
	SETTING=a.rb:VERSION
	printf 'VERSION = "1.2" << ".3"\n' >a.rb
	printf '#define VERSION "1.2" SUFFIX\n' >a.h
	git add -A
	git commit -q -m more
	for f in a.py a.rb:VERSION a.h:VERSION; do
		git config rel.versionFiles $f
		remember fingerprint
		run git rel bump 2.0.0
		refused 1 "${f%:*}:1: the version is put together"
	done
}

@test "pubspec keeps its build number, unless another is said" {
	holding pubspec.yaml 'name: x' 'version: 1.2.3+45'
	becomes 1.3.0 pubspec.yaml 'name: x' 'version: 1.3.0+45'
	becomes 1.4.0+46 pubspec.yaml 'name: x' 'version: 1.4.0+46'
}

@test "a Cargo workspace: members inherit, the lock is changed by package" {
	holding Cargo.toml '[workspace.package]' 'version = "0.9.0"' '[package]' \
		'name = "x"' 'version = { workspace = true }'
	printf '%s\n' 'version = 4' '' '[[package]]' 'name = "a"' \
		'version = "0.9.0"' '' '[[package]]' 'version = "0.9.0"' \
		'name = "x"' >Cargo.lock
	git add -A
	git commit -q -m lock
	git config rel.versionFiles 'Cargo.toml Cargo.lock'
	run git rel bump 1.0.0
	exits 128
	says Cargo.lock:.package[NAME].version
	git config rel.versionFiles 'Cargo.toml Cargo.lock:.package[x].version'
	becomes 1.0.0 Cargo.lock 'version = 4' '' '[[package]]' 'name = "a"' \
		'version = "0.9.0"' '' '[[package]]' 'version = "1.0.0"' \
		'name = "x"'
	reads Cargo.toml '[workspace.package]' 'version = "1.0.0"' '[package]' \
		'name = "x"' 'version = { workspace = true }'
}

@test "a name behind a string on the same line is seen" {
	holding setup.py 'setup(name="version=1", version="0.3.0")'
	becomes 0.4.0 setup.py 'setup(name="version=1", version="0.4.0")'
}

@test "Bazel's module, not what it depends on" {
	holding MODULE.bazel 'module(name = "x", version = "0.3.0")' \
		'bazel_dep(name = "y", version = "0.3.0")'
	becomes 0.4.0 MODULE.bazel 'module(name = "x", version = "0.4.0")' \
		'bazel_dep(name = "y", version = "0.3.0")'
}

@test "pom.xml: the project's version, never another's" {
	holding pom.xml '<?xml version="1.0"?>' '<!-- <version>0</version> -->' \
		'<project xmlns="x>y">' '<parent><version>1.0</version></parent>' \
		'<version> 1.2.0 </version>' '<dependencies><dependency>' \
		'<version>1.2.0</version></dependency></dependencies></project>'
	becomes 1.3.0 pom.xml '<?xml version="1.0"?>' \
		'<!-- <version>0</version> -->' '<project xmlns="x>y">' \
		'<parent><version>1.0</version></parent>' \
		'<version> 1.3.0 </version>' '<dependencies><dependency>' \
		'<version>1.2.0</version></dependency></dependencies></project>'
}

@test "pom.xml: the hint finds the property that the version stands for" {
	holding pom.xml '<project><version>${revision}</version>' \
		'<properties><revision>1.2.0</revision></properties></project>'
	run git rel bump 1.3.0
	exits 1
	says "'\${revision}' is no version" 'pom.xml:.project.properties[revision]'
	git config rel.versionFiles 'pom.xml:.project.properties[revision]'
	becomes 1.3.0 pom.xml '<project><version>${revision}</version>' \
		'<properties><revision>1.3.0</revision></properties></project>'
}

@test "a .csproj, a gradle file of both kinds, mix.exs with an attribute" {
	holding x.csproj '<Project Sdk="S"><PropertyGroup>' \
		'<Version>1.2.0</Version></PropertyGroup></Project>'
	becomes 1.3.0 x.csproj '<Project Sdk="S"><PropertyGroup>' \
		'<Version>1.3.0</Version></PropertyGroup></Project>'
	printf '%s\n' "plugins { id 'a' version '9' }" "version '1.3.0'" >build.gradle
	printf '%s\n' 'plugins { id("a") version "9" }' 'version = "1.3.0"' >build.gradle.kts
	printf '%s\n' '  @version "1.3.0"' '  version: @version,' >mix.exs
	git add -A
	git commit -q -m more
	git config rel.versionFiles 'build.gradle build.gradle.kts mix.exs'
	becomes 1.4.0 build.gradle "plugins { id 'a' version '9' }" "version '1.4.0'"
	reads build.gradle.kts 'plugins { id("a") version "9" }' 'version = "1.4.0"'
	reads mix.exs '  @version "1.4.0"' '  version: @version,'
}

@test "a tuple of three numbers, which cannot be a candidate" {
	SETTING=a.py:VERSION holding a.py 'VERSION = (0, 3, 0)'
	becomes 1.10.2 a.py 'VERSION = (1, 10, 2)'
	remember fingerprint
	run git rel bump 2.0.0-rc1
	refused 1 "a.py:1: only numbers can stand here, not '2.0.0-rc1'"
	anchored 'a.py: VERSION = ({major}, {minor}, {patch}' 2.0.0-rc1 \
		a.py 'VERSION = (2, 0, 0)'
}

@test "a tuple of other things is refused, and the hint works" {
	SETTING=a.py:VERSION holding a.py 'VERSION = (0, 3, 0, "final", 0)'
	remember fingerprint
	run git rel bump 1.0.0
	refused 1 'a.py:1: there are not three numbers'
	anchored 'a.py: VERSION = ({major}, {minor}' 1.4.0 \
		a.py 'VERSION = (1, 4, 0, "final", 0)'
}

@test "setup.cfg: what configparser reads as part of the version is no comment" {
	holding setup.cfg '[metadata]' 'version = 1.2.3 ; x'
	remember fingerprint
	run git rel bump 2.0.0
	refused 1 "setup.cfg:2: '1.2.3 ; x' is no version"
}

@test "the place that a hint names can be named" {
	holding a.txt 0.1.0
	for f in x.cfg x.xml uv.lock src/main.c; do
		git config rel.versionFiles "$f"
		run git rel bump 1.0.0
		exits 128
		hint=${output##*name it: }
		git config rel.versionFiles "${hint%%$'\n'*}"
		run git rel bump 1.0.0
		exits 1
		says "there is no file '$f'"
	done
}

@test "a name that others begin with, and a part beside it" {
	SETTING=v.h:X_VERSION holding v.h '#define X_VERSION "0.9.0"' \
		'#define X_VERSION_MAJOR 0' '#define X_VERSION_MINOR 9'
	git config rel.versionAnchors 'v.h: X_VERSION_MINOR {minor}'
	becomes 1.0.0 v.h '#define X_VERSION "1.0.0"' \
		'#define X_VERSION_MAJOR 0' '#define X_VERSION_MINOR 0'
}

@test "an empty key of TOML does not hide the version" {
	holding pyproject.toml '[project]' 'name = "x"' 'version = "0.9.0"' \
		'[tool.setuptools]' 'package-dir = {"" = "src"}'
	becomes 1.0.0 pyproject.toml '[project]' 'name = "x"' 'version = "1.0.0"' \
		'[tool.setuptools]' 'package-dir = {"" = "src"}'
}

@test "anchors hold the parts of a version, and one number" {
	SETTING=v.h:X_VERSION holding v.h '#define X_VERSION "0.9.0-rc1"' \
		'#define X_MAJOR 0' '#define X_MINOR 9' '#define X_PATCH 0' \
		'#define X_VERSION_NUMBER 900' '#define X_SERIES "0.9"' \
		'#define X_FINAL 0.9.0' 'int v[] = {0, 9, 0};'
	git config rel.versionAnchors 'v.h: MAJOR {major}; v.h: MINOR {minor}; v.h: PATCH {patch}; v.h: NUMBER {number}; v.h: SERIES ?{series}?; v.h: FINAL {final}; v.h: = {{major}, {minor}, {patch}}'
	becomes 1.12.3-rc2 v.h '#define X_VERSION "1.12.3-rc2"' \
		'#define X_MAJOR 1' '#define X_MINOR 12' '#define X_PATCH 3' \
		'#define X_VERSION_NUMBER 11203' '#define X_SERIES "1.12"' \
		'#define X_FINAL 1.12.3' 'int v[] = {1, 12, 3};'
	remember fingerprint
	run git rel bump 1.100.0
	refused 1 "'1.100.0' cannot be written as one number"
	sed -i 's/MINOR 12/MINOR 11/' v.h
	git commit -q -a -m 'Not right'
	remember fingerprint
	run git rel bump 1.13.0
	refused 1 "v.h:3: {minor} is '11', but the version is '1.12.3-rc2' as in 'v.h'"
}

@test "parts alone tell the version, too" {
	holding v.mk 'MAJOR=1' 'MINOR=2' 'PATCH=3'
	git config --unset rel.versionFiles
	git config rel.versionAnchors 'v.mk: MAJOR={major}; v.mk: MINOR={minor}; v.mk: PATCH={patch}'
	becomes 2.0.1 v.mk 'MAJOR=2' 'MINOR=0' 'PATCH=1'
}

@test "an anchor may be missing where that is said, not twice there" {
	holding v.txt 1.2.0
	echo '#define OLD_MINOR 2' >v.h
	git add v.h
	git commit -q -m v.h
	git config rel.versionAnchors 'v.h*?: OLD_MINOR {minor}; v.h*?: NEW_MINOR {minor}; w.h?*?: x {minor}'
	becomes 1.3.0 v.h '#define OLD_MINOR 3'
	echo '#define OLD_MINOR 3' >>v.h
	git commit -q -a -m twice
	remember fingerprint
	run git rel bump 1.4.0
	refused 1 "'OLD_MINOR {minor}' is there 2 times instead of 1"
}

@test "parts follow the version that stays when branches are merged" {
	repo_gitflow
	git config rel.model gitflow
	git config rel.versionFiles v.h:VERSION
	git config rel.versionAnchors 'v.h: MINOR {minor}; v.h: PATCH {patch}'
	v() { printf '#define VERSION "%s"\n\n\n\n\n#define MINOR %s\n\n\n\n\n#define PATCH %s\n' "$@"; }
	git switch -q develop
	v 0.1.0 1 0 >v.h
	git add v.h
	git commit -q -m v.h
	git push -q origin develop
	quietly git rel start 0.1.1
	git switch -q develop
	v 0.2.0 2 0 >v.h
	git commit -q -a -m 'Go on'
	git push -q origin develop
	git rel finish -y
	[ "$(git show main:v.h)" = "$(v 0.1.1 1 1)" ]
	[ "$(git show develop:v.h)" = "$(v 0.2.0 2 0)" ]
}

@test "in Python, a placeholder that is a name becomes a string" {
	holding VERSION 26.1.0
	git config rel.scheme calver
	git config rel.placeholder NEXT_VERSION
	printf '%s\n' 'from m import (a, NEXT_VERSION)' 'f(added=NEXT_VERSION)' \
		'"""In NEXT_VERSION' "it's NEXT_VERSION\"\"\"  # NEXT_VERSION" \
		"g('NEXT_VERSION', [NEXT_VERSION])" >a.py
	echo 'NEXT_VERSION = "26.3.0"' >m.py
	echo 'NEXT_VERSION' >a.md
	git add -A
	git commit -q -m code
	becomes 26.2.0 a.py 'from m import (a, NEXT_VERSION)' 'f(added="26.2.0")' \
		'"""In 26.2.0' "it's 26.2.0\"\"\"  # 26.2.0" \
		"g('26.2.0', [\"26.2.0\"])"
	reads m.py 'NEXT_VERSION = "26.3.0"'
	reads a.md 26.2.0
}

@test "Cargo and npm get no version that they cannot read" {
	local file
	repo_trunk
	quietly git rel init --model=trunk
	git config rel.scheme pep440
	echo '{"version": "0.1.0"}' >package.json
	printf '[package]\nname = "x"\nversion = "0.1.0"\n' >Cargo.toml
	record
	git push -q
	for file in package.json:1 Cargo.toml:3; do
		git config rel.versionFiles "${file%:*}"
		remember
		run git rel start 0.2.0rc1
		refused 1 "$file: only a version of semver can stand here, not '0.2.0rc1'" 'hint: spell it so'
		run git rel start 0.2
		refused 1 "not '0.2'"
	done
	git rel start 0.2.0-rc.1
	[ "$(git rel version --scheme=branch)" != '' ]
	grep -qxF 'version = "0.2.0-rc.1"' Cargo.toml
}
