# For GNU make.  `make` builds into build/, `make check` runs all tests from
# there, `make install prefix=...` installs.  B=folder builds a variant,
# V=1 shows the commands.

B ?= build
prefix ?= /usr/local
exec_prefix ?= $(prefix)
bindir ?= $(exec_prefix)/bin
libexecdir ?= $(exec_prefix)/libexec
datarootdir ?= $(prefix)/share
datadir ?= $(datarootdir)
mandir ?= $(datarootdir)/man
htmldir ?= $(datarootdir)/doc/git-rel/html
bashcompdir ?= $(datadir)/bash-completion/completions
zshcompdir ?= $(datadir)/zsh/site-functions
fishcompdir ?= $(datadir)/fish/vendor_completions.d
fishconfdir ?= $(datadir)/fish/vendor_conf.d
INSTALL ?= install
LIBGIT2 ?= static
PKG_CONFIG ?= pkg-config
CFLAGS ?= -O2 -g
FUZZTIME ?= 30

# What building and the demo need, and what the tests need besides.
DEPS = gcc make pkg-config git libgit2-dev libjson-c-dev libiniparser-dev \
	libcurl4-openssl-dev ca-certificates \
	openssh-client man-db
# For the pages: make html
DEPS_HTML = mandoc lowdown
DEPS_TEST = bats libcmocka-dev gnupg openssh-server \
	clang clang-format cppcheck shellcheck $(DEPS_HTML) valgrind strace \
	zsh fish bash-completion git-lfs libclang-rt-dev gcovr python3 \
	apache2-utils lighttpd universal-ctags python3-setuptools-scm cmark \
	towncrier gitolite3 curl openssl python3-yaml jq nghttp2-proxy time tidy

VERSION := $(shell cat VERSION 2>/dev/null || \
	git describe --match 'v[0-9]*' 2>/dev/null | sed 's/^v//')
VERSION := $(or $(VERSION),0.0.0-dev)

# What the code needs whatever CPPFLAGS, CFLAGS and LDFLAGS the user gives;
# VARIANT is for the builds below: sanitizers and the like.
WARN = -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
	-Wwrite-strings -Wvla -Wno-missing-field-initializers \
	$(if $(WERROR)$(CI),-Werror)
COMPILE = $(CC) -std=c11 -D_GNU_SOURCE $(WARN) -Ilib -I. \
	$(PKG_CFLAGS) $(VARIANT) $(DEFINES) $(CPPFLAGS) $(CFLAGS)
LINK = $(CC) $(VARIANT) $(CFLAGS) $(LDFLAGS)
LIBS = $(LINKER_LIBS) $(GIT2_LIBS) $(PKG_LIBS) $(LDLIBS)
show = $(if $(V),,@echo '  $(1)  $@' && )

ifneq ($(filter-out deps deps-html deps-test print-deps print-version check-root check-deb check-portable clean deb dist html install-html longest uninstall,$(or $(MAKECMDGOALS),all)),)
# pkg-config tells where they are: PKG_CONFIG_PATH=<prefix>/lib/pkgconfig.  Of
# libcurl the headers only; its library is opened by those who talk to a forge.
with = CC='$(CC)' PKG_CONFIG='$(PKG_CONFIG)' CPPFLAGS='$(CPPFLAGS)' \
	CFLAGS='$(CFLAGS)' LDFLAGS='$(LDFLAGS)'
PKG_CFLAGS := $(shell $(PKG_CONFIG) --cflags libgit2 json-c libcurl; \
	$(PKG_CONFIG) --cflags iniparser 2>/dev/null)
PKG_LIBS := $(shell $(PKG_CONFIG) --libs json-c)
LINKER_LIBS := $(shell $(with) lib/linker.sh)
GIT2_LIBS := $(shell $(with) LIBGIT2='$(LIBGIT2)' lib/libgit2.sh build/libgit2)
ifeq ($(and $(filter -liniparser%,$(LINKER_LIBS)),$(PKG_LIBS),$(GIT2_LIBS)),)
$(error libraries are missing$(if $(filter -liniparser%,$(LINKER_LIBS)),,, \
	iniparser among them): on Debian, `make deps` installs them; elsewhere, \
	PKG_CONFIG_PATH, CPPFLAGS and LDFLAGS say where they are)
endif
endif
# Once, and only where the tests are built.
CMOCKA_CFLAGS = $(eval CMOCKA_CFLAGS := $$(shell $$(PKG_CONFIG) --cflags cmocka \
	2>/dev/null))$(CMOCKA_CFLAGS)
CMOCKA_LIBS = $(or $(shell $(PKG_CONFIG) --libs cmocka 2>/dev/null),-lcmocka)

CI_FORGES = github gitlab gitea

# A program is a folder with a main.c; that of git-staging is git-stage/.
SRC := $(wildcard lib/*/*.c git-*/*.c git-*/*/*.c tests/unit/*.c tests/fuzz/*.c tests/forge/*.c)
objects = $(patsubst %.c,$(B)/obj/%.o,$(filter $(1),$(SRC)))
PROGRAMS := $(patsubst git-stage,git-staging,$(patsubst %/main.c,%,$(filter \
	git-rel/main.c git-backport/main.c git-stage/main.c,$(SRC))))
STAGE := $(if $(filter git-staging,$(PROGRAMS)),libexec/git-stage)
FORGE_TOOLS := $(patsubst tests/forge/%.c,%,$(filter tests/forge/%,$(SRC)))
FUZZERS := $(patsubst tests/fuzz/%.c,%,$(filter tests/fuzz/fuzz_%,$(SRC)))

all: $(PROGRAMS:%=$(B)/bin/%) $(STAGE:%=$(B)/%)

$(B)/bin/git-rel: $(call objects,git-rel/%)
$(B)/bin/git-rel: $(B)/obj/ci_files.o $(B)/obj/graph_css.o
$(B)/bin/git-backport: $(call objects,git-backport/%)
$(B)/bin/git-backport: $(B)/obj/audit_page.o
$(B)/bin/git-staging: $(call objects,git-stage/%)
$(B)/bin/git-staging: $(B)/obj/sheet_css.o
$(B)/tests/unit: $(call objects,tests/unit/%)
$(FORGE_TOOLS:%=$(B)/tests/%): $(B)/tests/%: $(B)/obj/tests/forge/%.o
$(FUZZERS:%=$(B)/tests/%): $(B)/tests/%: $(B)/obj/tests/fuzz/%.o \
	$(if $(FUZZING),,$(B)/obj/tests/fuzz/standalone.o)

$(B)/tests/unit: LIBS += $(CMOCKA_LIBS)
$(FUZZERS:%=$(B)/tests/%): LINK += $(FUZZING)
$(PROGRAMS:%=$(B)/bin/%) $(FUZZERS:%=$(B)/tests/%) $(B)/tests/unit \
		$(FORGE_TOOLS:%=$(B)/tests/%): $(B)/librel.a
	@mkdir -p $(@D)
	$(call show,LD)$(LINK) -o $@ $(filter %.o,$^) $(B)/librel.a $(LIBS)

# Not in PATH: only for those who make it their alias for `git stage`.
$(B)/libexec/git-stage: $(B)/bin/git-staging
	@mkdir -p $(@D)
	$(call show,LN)ln -f $< $@

$(B)/librel.a: $(call objects,lib/%)
	@rm -f $@
	$(call show,AR)$(AR) rcs $@ $^

$(B)/obj/%.o: %.c $(B)/flags
	$(call show,CC)$(COMPILE) -MMD -MP -c -o $@ $<

# The parts of a page, as strings; "?" might be half a trigraph.
$(B)/audit_page.c: $(addprefix git-backport/audit/audit.,css html js)
	@mkdir -p $(@D)
	@{ echo '#include "git-backport/audit/audit_page.h"'; for f in $^; do \
		echo "const char page_$${f##*.}[] ="; \
		sed 's/[\\"?]/\\&/g; s/^/"/; s/$$/\\n"/' "$$f" && \
		echo ';' || exit 1; done; } >$@
$(B)/obj/audit_page.o: $(B)/audit_page.c $(B)/flags
	@mkdir -p $(@D)
	$(call show,CC)$(COMPILE) -c -o $@ $<

# A style sheet, as a string, declared in the header $(1).
define css_string
@mkdir -p $(@D)
@{ echo '#include "$(1)"'; echo 'const char $(basename $(@F))[] ='; \
	sed 's/[\\"?]/\\&/g; s/^/"/; s/$$/\\n"/' $< && echo ';'; } >$@
endef
$(B)/sheet_css.c: git-stage/sheet/sheet.css
	$(call css_string,git-stage/sheet/sheet.h)
$(B)/graph_css.c: git-rel/graph/graph.css
	$(call css_string,git-rel/graph/graph_css.h)
$(B)/obj/%_css.o: $(B)/%_css.c $(B)/flags
	@mkdir -p $(@D)
	$(call show,CC)$(COMPILE) -c -o $@ $<

# The files for CI, which `git rel ci install` puts into a project.
CI_FILES := $(foreach f,$(CI_FORGES),$(sort $(wildcard share/ci/$(f)/*.yml)))
$(B)/ci_files.c: $(CI_FILES)
	@mkdir -p $(@D)
	@{ echo '#include "git-rel/ci/files.h"'; \
		echo 'const struct ci_file ci_files[] = {'; for f in $^; do \
		forge=$${f%/*} name=$${f##*/}; \
		echo "{ \"$${forge##*/}\", \"$${name%.yml}\","; \
		sed 's/[\\"?]/\\&/g; s/^/"/; s/$$/\\n"/' "$$f" && \
		echo '},' || exit 1; done; echo '{ 0 } };'; } >$@
$(B)/obj/ci_files.o: $(B)/ci_files.c $(B)/flags
	@mkdir -p $(@D)
	$(call show,CC)$(COMPILE) -c -o $@ $<

$(call objects,lib/cli/%): private DEFINES = -DREL_VERSION='"$(VERSION)"'
$(call objects,lib/cli/%): $(B)/version
$(call objects,tests/unit/%): private DEFINES = -DTOP='"$(CURDIR)"' $(CMOCKA_CFLAGS)

# These change only when what is in them does.  The folders of all objects are made
# with them, not one by one.
$(B)/flags: CONTENT = $(COMPILE)
$(B)/version: CONTENT = $(VERSION)
$(B)/flags $(B)/version: FORCE
	@mkdir -p $(sort $(@D) $(dir $(SRC:%=$(B)/obj/%)))
	@echo '$(subst ','\'',$(CONTENT))' | cmp -s - $@ || \
		echo '$(subst ','\'',$(CONTENT))' >$@

-include $(patsubst %.c,$(B)/obj/%.d,$(SRC))

# Tests.  Each kind of build has a folder of its own; tests/check.sh runs the
# parts it is told to and counts.
SANITIZE = -fsanitize=address,undefined -fno-sanitize-recover=all \
	-fno-omit-frame-pointer
variant = +@$(MAKE) --no-print-directory B=build/$(1) WERROR=1 \
	VARIANT='-DCRASH_POINTS $(2)' $(or $(3),all unit fuzzers \
	build/$(1)/tests/fault.so)
run = @B=$(CURDIR)/build/$(1) tests/check.sh

unit: $(B)/tests/unit $(FORGE_TOOLS:%=$(B)/tests/%)
fuzzers: $(FUZZERS:%=$(B)/tests/%)
# A machine that fails; see there.
$(B)/tests/fault.so: tests/fault/fault.c $(B)/flags
	@mkdir -p $(@D)
	$(call show,CC)$(COMPILE) -fPIC -shared -fvisibility=hidden -o $@ $< -ldl

check:
	$(call variant,test)
	$(call run,test) unit static fuzz plan e2e
check-unit check-plan check-e2e check-static check-fuzz: check-%:
	$(call variant,test)
	$(call run,test) $*
check-crash:
	$(call variant,test)
	@set -e; for t in crash fault disk remote crowd; do \
		B=$(CURDIR)/build/test tests/$$t.sh; done
	B=$(CURDIR)/build/test EVERY=1 KILLS=100 bats tests/e2e/forge-crash*.bats \
		tests/e2e/forge-faults*.bats tests/e2e/forge-kill.bats
# Beside those of husky, lefthook and others, from npm: TOOLS=<folder> keeps them
check-hooks:
	$(call variant,test)
	@B=$(CURDIR)/build/test tests/hooks.sh
# Against a forge, judged by the vendors' descriptions, from npm: TOOLS=<folder>
# keeps them; and by other clients where they are: gh, glab, tea, python3-gitlab
check-forge:
	$(call variant,test)
	@B=$(CURDIR)/build/test tests/forge/prism.sh
# The files for CI by the schemas of those who read them, from npm: TOOLS=<folder>
check-ci:
	@tests/ci/lint.sh
# The pages for a browser, looked at in chromium: CHROMIUM=<program>
check-pages:
	$(call variant,test)
	@B=$(CURDIR)/build/test tests/pages/pages.sh
# All sources compiled for macOS and musl, with zig from npm: ZIG=<folder> keeps it
check-portable:
	@tests/portable.sh
# The package in a bare Debian root: make check-deb SUITE=trixie
check-deb:
	tests/package.sh $(SUITE)
# The README's commands in a bare Debian root, or: CHECK='check-unit UNIT=plan'
# ROOT=<folder> keeps it; AS=<user> is an ordinary one.  Left to make, AS is the assembler
check-root:
	@CHECK='$(CHECK)' ROOT='$(ROOT)' AS='$(if $(filter-out default,$(origin AS)),$(AS))' \
		tests/root.sh $(SUITE)
asan:
	$(call variant,asan,$(SANITIZE))
	$(call run,asan) unit fuzz e2e
cov: CFLAGS = -O0 -g
cov:
	$(call variant,cov,--coverage)
	@find build/cov -name '*.gcda' -delete
	$(call run,cov) unit plan fuzz e2e
	gcovr -r . --object-directory build/cov/obj -e tests/ --print-summary
fuzz:
	$(call variant,fuzz,-fsanitize=fuzzer-no-link $(SANITIZE),fuzzers) \
		FUZZING=-fsanitize=fuzzer CC=clang
	@B=build/fuzz FUZZTIME=$(FUZZTIME) tests/fuzz/run.sh
bench: all
	PATH="$(CURDIR)/$(B)/bin:$$PATH" tests/bench/run.sh
# The releases of real projects again: make reenact MIRROR=<their git directories>
reenact: all
	@BIN=$(CURDIR)/$(B)/bin tests/reenact/run.sh "$(MIRROR)" $(POLICY)
# Its backports again, beside git's: make differential REPO=<a repository>
differential: all
	@BIN=$(CURDIR)/$(B)/bin tests/differential.sh "$(REPO)" $(PICKS)
demo: all
	@PATH="$(CURDIR)/$(B)/bin:$$PATH" tests/demo.sh
# Its terminal, as README.md shows it
picture: all
	@PATH="$(CURDIR)/$(B)/bin:$$PATH" tests/demo.sh --svg >$(B)/demo.svg
	@mv $(B)/demo.svg pages
lint:
	+@$(MAKE) --no-print-directory B=build/test VARIANT=-DCRASH_POINTS \
		WERROR=1 all unit fuzzers
	+@$(MAKE) --no-print-directory B=build/clang CC=clang WERROR=1 all
	@B=$(CURDIR)/build/test tests/lint.sh
longest:
	@tests/longest.sh

apt = $(if $(filter-out 0,$(shell id -u)),sudo) sh -c 'apt-get update && \
	DEBIAN_FRONTEND=noninteractive apt-get install -y \
	--no-install-recommends $(1)'

deps:
	$(call apt,$(DEPS))
deps-html:
	$(call apt,$(DEPS_HTML))
deps-test:
	$(call apt,$(DEPS) $(DEPS_TEST))
print-deps:
	@echo $(DEPS) $(DEPS_TEST)
print-version:
	@echo $(VERSION)

# One list for install and uninstall: file:folder:name:mode, a word of the shell each
quoted = '$(subst ','\'',$(1))'
item = $(call quoted,$(1):$(2):$(3):$(or $(4),644))
put = $(foreach f,$(wildcard $(1)),$(call item,$(f),$(2),$(or $(3),$(notdir $(f)))))
INSTALLED = $(foreach p,$(PROGRAMS),$(call item,$(B)/bin/$(p),$(bindir),$(p),755)) \
	$(if $(STAGE),$(call item,$(B)/$(STAGE),$(libexecdir)/git-rel,git-stage,755)) \
	$(foreach s,1 5 7,$(call put,man/*.$(s),$(mandir)/man$(s))) \
	$(foreach f,$(CI_FORGES),$(call put,share/ci/$(f)/*,$(datadir)/git-rel/ci/$(f))) \
	$(call put,completion/_*,$(zshcompdir)) $(foreach p,$(PROGRAMS), \
	$(call put,completion/$(p).bash,$(bashcompdir),$(p)) \
	$(call put,completion/$(p).fish,$(fishcompdir)) \
	$(call put,completion/$(p)-conf.fish,$(fishconfdir),$(p).fish))

put_in_place = set -f; to=$(call quoted,$(DESTDIR)); for f in $(1); do \
		IFS=:; set -- $$f; unset IFS; \
		echo "  $$to$$2/$$3"; \
		$(INSTALL) -d "$$to$$2" && \
		$(INSTALL) -m $$4 "$$1" "$$to$$2/$$3" || exit 1; \
	done

install: all
	@$(call put_in_place,$(INSTALLED))

# The pages for a browser, which `git rel help --web` opens.  `git help -w rel` looks
# in a folder of git's own: githtmldir="$$(git --html-path)" has it find them there,
# by pages that only lead to these.
PAGES = $(basename $(notdir $(wildcard man/*.[157])))
PAGE_FILES = index.html tour.html style.css demo.svg $(PAGES:%=%.html) \
	$(patsubst examples/%.gitrel,process-%.html,$(wildcard examples/*.gitrel))
INSTALLED_PAGES = $(foreach f,$(PAGE_FILES),$(call item,$(B)/html/$(f),$(htmldir),$(f))) \
	$(if $(githtmldir),$(foreach p,$(PAGES), \
	$(call item,$(B)/leads/$(p).html,$(githtmldir),$(p).html)))

html:
	@VERSION='$(VERSION)' pages/make.sh $(B)/html
install-html: html
	@! [ -e $(call quoted,$(DESTDIR)$(htmldir)/git.html) ] || \
		{ echo $(call quoted,$(htmldir)) "is git's own: its index.html would be lost;" \
		"give it as githtmldir" >&2; exit 1; }
	@[ -z $(call quoted,$(githtmldir)) ] || \
		pages/lead.sh $(B)/leads $(call quoted,$(htmldir)) $(PAGES)
	@$(call put_in_place,$(INSTALLED_PAGES))
uninstall:
	@set -f; to=$(call quoted,$(DESTDIR)); for f in $(INSTALLED) $(INSTALLED_PAGES); do \
		IFS=:; set -- $$f; unset IFS; \
		rm -f "$$to$$2/$$3" || exit 1; \
	done
	@to=$(call quoted,$(DESTDIR)); for d in $(EMPTY_THEN); do \
		rmdir "$$to$$d" 2>/dev/null; \
	done; :
EMPTY_THEN = $(call quoted,$(htmldir)) $(call quoted,$(datarootdir)/doc/git-rel) \
	$(call quoted,$(libexecdir)/git-rel) \
	$(foreach f,$(CI_FORGES:%=/ci/%) /ci,$(call quoted,$(datadir)/git-rel$(f))) \
	$(call quoted,$(datadir)/git-rel)

# The same bytes for the same commit; a tree without git packs what is there.
name = git-rel-$(VERSION)
dist:
	@mkdir -p $(B)
	@echo $(VERSION) >$(B)/VERSION
	$(if $(wildcard .git),git -c tar.tar.gz.command='gzip -9nc' -c tar.umask=0022 \
		archive -o $(name).tar.gz --prefix=$(name)/ \
		--add-file=$(B)/VERSION HEAD,\
	tar --sort=name --owner=0 --group=0 --numeric-owner --mode=go=rX \
		--mtime="$$(date -R -r VERSION)" --exclude=./build --exclude=./$(B) \
		--exclude='./git-rel-*.tar.gz' --transform='s,^\.,$(name),' -cf - . | \
		gzip -9nc >$(name).tar.gz)
# Packages of Debian, in $(B)/deb
deb: dist
	@debian/build.sh '$(VERSION)' $(name).tar.gz $(B)/deb
clean:
	rm -rf build $(B)

.PHONY: all check check-unit check-plan check-e2e check-crash check-static \
	check-fuzz check-hooks check-forge check-ci check-pages check-portable check-root check-deb \
	lint asan cov fuzz bench reenact differential demo picture html deps deps-html \
	deps-test print-deps print-version install install-html uninstall dist deb clean longest unit fuzzers FORCE
.DELETE_ON_ERROR:
