#include "tests/unit/unit.h"

#include "base/strbuf.h"
#include "pick/provenance.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define A "0123456789abcdef0123456789abcdef01234567"
#define B "89abcdef0123456789abcdef0123456789abcdef"
#define C "fedcba9876543210fedcba9876543210fedcba98"

static const char *kind_name(enum pointer_kind kind)
{
	static const char *const name[] = {
		[POINTER_PICK] = "pick",
		[POINTER_EDITED] = "edited",
		[POINTER_NEGATIVE] = "negative",
		[POINTER_REVERT] = "revert",
		[POINTER_REAPPLY] = "reapply",
		[POINTER_FIXES] = "fixes",
		[POINTER_DEP] = "dependency",
		[POINTER_PICK_CHANGE] = "pick of change",
		[POINTER_CHANGE] = "change",
		[POINTER_TITLE] = "title",
	};

	return name[kind];
}

static void put(struct strbuf *sb, const struct pointer *p)
{
	strbuf_addf(sb, "%s%zu %s", sb->len ? "; " : "", p->line,
		    kind_name(p->kind));
	if (p->partial)
		strbuf_adds(sb, " partial");
	if (p->id)
		strbuf_addf(sb, " %s",
			    !strcmp(p->id, A) ? "A" :
			    !strcmp(p->id, B) ? "B" :
			    !strcmp(p->id, C) ? "C" :
						p->id);
	if (p->subject)
		strbuf_addf(sb, " <%s>", p->subject);
	if (p->url)
		strbuf_addf(sb, " %s", p->url);
}

/* "line kind id <subject> url; ...". */
static const char *said_n(const char *message, size_t n)
{
	static char text[4096];
	struct arena arena = ARENA_INIT;
	struct provenance from = { .arena = &arena };
	struct strbuf sb = STRBUF_INIT;

	provenance_read(&from, message, n);
	for (size_t i = 0; i < from.n && sb.len < 3000; i++)
		put(&sb, &from.v[i]);
	snprintf(text, sizeof(text), "%s", sb.buf);
	strbuf_release(&sb);
	arena_release(&arena);
	return text;
}

static const char *said(const char *message)
{
	return said_n(message, strlen(message));
}

#define assert_said(message, what) assert_string_equal(said(message), what)

TEST(provenance_reads_the_line_of_cherry_pick_x)
{
	assert_said("s\n\nbody\n\n(cherry picked from commit " A ")\n",
		    "5 pick A");
	assert_said("s\n\n(cherry picked from commit 89ABCDEF01)",
		    "3 pick 89abcdef01");
	assert_said("s\n\n  - (cherry-picked from commit " A ")\n", "3 pick A");
	assert_said("s\n\n\t* Cherry picked from " A ".\n", "3 pick A");
	assert_said("s\n\n(cherry picked from upstream commit 1234567)\n",
		    "3 pick 1234567");
	assert_said("s\n\nCherry-picked-from: " A "\n", "3 pick A");
	assert_said("s\n\nCherry-pick: " A "\n", "3 pick A");
	assert_said("s\n\nCherry picked 89abcde from master\n",
		    "3 pick 89abcde");
	assert_said("s\n\n(picked from commit " A ")\n", "3 pick A");
	assert_said("s\n\n(cherry picked from commit `" A "`)\n", "3 pick A");
}

TEST(provenance_keeps_the_order_of_a_chain_and_what_is_said_twice)
{
	assert_said("s\n\n(cherry picked from commit " A ")\n"
		    "Signed-off-by: A <a@b>\n"
		    "(cherry picked from commit " B ")\n"
		    "(cherry picked from commit " A ")\n",
		    "3 pick A; 5 pick B; 6 pick A");
}

TEST(provenance_reads_a_line_behind_the_subject_or_in_mid_message)
{
	assert_said("fix: x (cherry picked from commit " A ")\n",
		    "1 title <fix: x>; 1 pick A");
	assert_said("s\n\n(cherry picked from commit " A ")\n\nmore\n\n"
		    "Signed-off-by: A <a@b>\n",
		    "3 pick A");
}

TEST(provenance_goes_on_in_the_next_line)
{
	assert_said("s\n\n(cherry picked from commit\n " A ")\n", "3 pick A");
	assert_said("s\n\nThis was cherry\npicked from commit\n" A "\n",
		    "3 pick A");
	assert_said("s\n\n[me@host backported from commit " A
		    "\n because of y]\n\n(cherry picked from commit " B ")\n",
		    "3 edited A; 6 pick B");
	/* not over an empty line */
	assert_said("s\n\nIt was cherry\n\npicked from the others\n", "");
}

TEST(provenance_reads_lists_and_ranges)
{
	assert_said("s\n\n(cherry picked from commits " A ", " B " and " C
		    ")\n",
		    "3 pick A; 3 pick B; 3 pick C");
	assert_said("s\n\nThis reverts commits:\n - " A " (\"one\")\n - " B
		    "\nand more\n",
		    "3 revert A <one>; 3 revert B");
	assert_said("s\n\n(cherry picked from commits " A "\nand " B ")\n",
		    "3 pick A; 3 pick B");
	/* the first of a..b is not in it */
	assert_said("s\n\n(cherry picked from commits " A ".." B ")\n",
		    "3 pick B");
	assert_said("s\n\n(cherry picked from commits " A "^.." B ")\n",
		    "3 pick A; 3 pick B");
}

TEST(provenance_reads_an_id_at_the_end_of_a_url)
{
	assert_said("s\n\n(cherry picked from commit "
		    "https://github.com/o/r/commit/" A ")\n",
		    "3 pick A https://github.com/o/r/commit/");
	assert_said("s\n\nCherry picked from https://gitlab.com/o/r/-/commit/"
		    "1234567.\n",
		    "3 pick 1234567 https://gitlab.com/o/r/-/commit/");
	assert_said("s\n\nBackport of https://gitea.com/o/r/commit/" B
		    "#diff-1\n",
		    "3 pick B https://gitea.com/o/r/commit/");
	assert_said("s\n\nBackport of https://git.host/r.git/commit/?id=" B
		    "\n",
		    "3 pick B https://git.host/r.git/commit/?id=");
	assert_said("s\n\nbackported from commit o/r@89abcde\n",
		    "3 edited 89abcde o/r");
	assert_said("s\n\ncherry picked from https://host/" A "/tree\n", "");
}

TEST(provenance_knows_that_a_backport_was_edited)
{
	assert_said("s\n\n(backported from commit " A ")\n", "3 edited A");
	assert_said("s\n\nBack-ported from master " A "\n", "3 edited A");
	assert_said("s\n\n[ backported from stable commit " A " ]\n",
		    "3 edited A");
	assert_said("s\n\n(partialy cherry picked from commit " A ")\n",
		    "3 edited partial A");
	assert_said("s\n\n(cherry picked from parts of commit " A ")\n",
		    "3 edited partial A");
	assert_said("s\n\n(adopted from commit " A ")\n", "3 edited A");
	assert_said("s\n\n(manually cherry picked from commit " A ")\n",
		    "3 edited A");
	assert_said("s\n\nvery, very partial backport of 89abcde to x\n",
		    "3 edited partial 89abcde");
	assert_said("s\n\n(cherry picked from commit " A ",\nexcept for x)\n",
		    "3 edited partial A");
	assert_said("s\n\nGit-commit: " A " (partial)\n", "3 edited partial A");
}

TEST(provenance_reads_the_lines_of_linux_stable)
{
	assert_said("s\n\ncommit " A " upstream.\n\nbody\n", "3 pick A");
	assert_said("s\n\nCommit " A "\nupstream.\n", "3 pick A");
	assert_said("s\n\n[ Upstream commit " A " ]\n", "3 pick A");
	assert_said("s\n\n[ upstream commit: " A " ]\n", "3 pick A");
	assert_said("s\n\n[upstream fix " A "]\n", "3 pick A");
	assert_said("s\n\n[ upstream 89abcde ]\n", "3 pick 89abcde");
	assert_said("s\n\nUpstream commit " A ".\n", "3 pick A");
	assert_said("s\n\nUpstream-commit: " A "\n", "3 pick A");
	assert_said("s\n\nsee commit " A " upstream for more\n", "");
	assert_said("s\n\nupdate to the\nupstream commit " A " (x)\n", "");
}

TEST(provenance_reads_trailers_of_projects)
{
	assert_said("s\n\nBackport-of: " A "\n", "3 pick A");
	assert_said("Backport " A "\n", "1 pick A");
	assert_said("s\n\nGithub-Pull: #123\nRebased-From: " A "\n",
		    "3 pick of change 123; 4 pick A");
	assert_said("s\n\nGit-commit: " A "\nPatch-mainline: v5.3-rc1\n",
		    "3 pick A");
	assert_said("s\n\nOrigin: backport, https://h/o/r/commit/" A "\n",
		    "3 edited A https://h/o/r/commit/");
	assert_said("s\n\nOrigin: upstream, commit:" A "\n", "3 pick A");
	assert_said("s\n\nOrigin: vendor, https://h/o/r/commit/" A "\n", "");
	assert_said("s\n\nApplied-Upstream: 1.2, https://h/commit/" A "\n",
		    "3 pick A https://h/commit/");
	assert_said("s\n\nIgnore-Backport: " A "\nIgnore-Fixes: " B "\n",
		    "3 negative A; 4 negative B");
}

TEST(provenance_reads_what_could_not_be_backported)
{
	assert_said("s\n\n[ Upstream commit " A
		    " cannot be backported, because x ]\n",
		    "3 negative A");
	assert_said("s\n\nUpstream commit " A "\n", "3 pick A");
	assert_said("s\n\n(cherry picked from commit " A
		    "\nwas not backported)",
		    "3 negative A");
	assert_said("s\n\n(not backported from commit " A ")\n",
		    "3 negative A");
	assert_said("s\n\n(cherry picked from commit " A
		    "; does not apply cleanly)\n",
		    "3 pick A");
}

TEST(provenance_reads_reverts)
{
	assert_said("Revert \"fix: \"x\"\"\n\nThis reverts commit " A ".\n",
		    "1 revert <fix: \"x\">; 3 revert A");
	assert_said("s\n\nThis reverts commit:\n0123456789ab\n",
		    "3 revert 0123456789ab");
	assert_said("Revert backported commit 89abcde\n", "1 revert 89abcde");
	assert_said("s\n\nReverts: 89abcdef01 ('core: y')\n",
		    "3 revert 89abcdef01 <core: y>");
	assert_said("s\n\nThis partially reverts commit " A "\n",
		    "3 revert partial A");
	assert_said("s\n\nBasically revert commit " A "\n", "3 revert A");
	assert_said("s\n\nThis reverts commit " A
		    ", reversing\nchanges made to " B ".\n",
		    "3 revert A");
	assert_said("s\n\nThis reverts commit " A ".\n\nThis reverts commit " B
		    ".\n",
		    "3 revert A; 5 revert B");
	assert_said("s\n\ncommit 89abcde, which reverts commit " A "\n", "");
	assert_said("s\n\nThis reverts the changes of others\n", "");
}

TEST(provenance_reads_what_is_taken_up_again)
{
	assert_said("Reapply \"fix: x\"\n\nThis reverts commit " A ".\n",
		    "1 reapply <fix: x>; 3 reapply A");
	assert_said("Revert \"Revert \"fix: x\"\"\n",
		    "1 revert <Revert \"fix: x\">");
	/* cut by a length */
	assert_said("Revert \"fix: a long (cherry picked from commit " A "\n",
		    "1 revert <fix: a long (cherry picked from commit " A ">");
}

TEST(provenance_reads_what_is_fixed_and_needed)
{
	assert_said("s\n\nFixes: 89abcdef0123 (\"net: x (y)\")\n",
		    "3 fixes 89abcdef0123 <net: x (y)>");
	assert_said("s\n\nFixes: 123456789\n", "3 fixes 123456789");
	assert_said(
		"s\n\nFixes: 89abcde (net: x)\n(cherry picked from commit " A
		")\n",
		"3 fixes 89abcde <net: x>; 4 pick A");
	assert_said("s\n\nFixes: 89abcde\n(cherry picked from commit " A ")\n",
		    "3 fixes 89abcde; 4 pick A");
	assert_said("s\n\nFixes: 89abcde (\"Revert \"x\"\")\n",
		    "3 fixes 89abcde <Revert \"x\">");
	assert_said("s\n\nFixes: 89abcde (\"net: a\n b\")\n",
		    "3 fixes 89abcde <net: a b>");
	assert_said("s\n\nFixes(no-backport): 89abcde ('x')\n",
		    "3 fixes 89abcde <x>");
	assert_said("s\n\nStable-dep-of: 89abcdef0123 (\"y\")\n",
		    "3 dependency 89abcdef0123 <y>");
	assert_said("s\n\nCc: <stable@vger.kernel.org> # 3.3.x: a1f84a3: x\n",
		    "3 dependency a1f84a3");
	assert_said("s\n\nCc: stable@vger.kernel.org # 3.3+\n"
		    "Cc: joe@x # 89abcdef\n",
		    "");
	assert_said("s\n\nFixes: https://bugs/show_bug.cgi?id=1534869\n", "");
	assert_said("s\n\nFixes: #12\nFixes #13, closes #14\n", "");
}

TEST(provenance_leaves_the_ids_of_other_projects_and_quotes)
{
	assert_said("s\n\n(cherry picked from FreeBSD commit " A ")\n", "");
	assert_said("s\n\n(This used to be commit " A ")\n", "");
	assert_said("s\n\n(cherry-picked from commit for master)\n", "");
	assert_said("s\n\n> (cherry picked from commit " A ")\n", "");
	assert_said("s\n\nadds \"(cherry picked from commit " A ")\" to it\n",
		    "");
	assert_said("s\n\nadds `cherry picked from commit " A "`\n", "");
	assert_said("Revert \"x (cherry picked from commit " A ")\"\n",
		    "1 revert <x (cherry picked from commit " A ")>");
	/* an open quote opens nothing */
	assert_said("s\n\n5\" (cherry picked from commit " A ")\n", "3 pick A");
	assert_said("s\n\nsee https://h/reverts:" A "\n", "");
}

TEST(provenance_takes_only_ids_for_ids)
{
	assert_said("s\n\nRevert defaced pages\n", "");
	assert_said("s\n\nBackport 20260131\n", "");
	assert_said("s\n\nBackport: 20260131\n", "3 pick 20260131");
	assert_said("s\n\n(cherry picked from commit 123456)\n", "");
	assert_said("s\n\n(cherry picked from commit " A "0)\n", "");
	assert_said("s\n\nreverts 0123abcd-0123-0123\n", "");
	assert_said("s\n\nreverts 0123abcd@x.org\n", "");
	assert_said("s\n\nthe backport of 89abcde broke it\n", "");
	assert_said("s\n\nwe have to backport 89abcde\n", "");
	assert_said("s\n\nbackport 89abcde\n", "3 pick 89abcde");
}

TEST(provenance_reads_requests)
{
	assert_said("s\n\n(cherry picked from pull request #12)\n",
		    "3 pick of change 12");
	assert_said("s\n\nBackport of #12 to `stable/v1`.\n",
		    "3 pick of change 12");
	assert_said("s\n\nBackport #12 by @me\n", "3 pick of change 12");
	assert_said("Automated cherry pick of #12 #13: fix x\n",
		    "1 title <fix x>; 1 pick of change 12; "
		    "1 pick of change 13");
	assert_said("s\n\nPR-URL: https://github.com/nodejs/node/pull/12\n"
		    "Backport-PR-URL: https://github.com/nodejs/node/pull/13\n",
		    "3 change 12 https://github.com/nodejs/node/pull/; "
		    "4 change 13 https://github.com/nodejs/node/pull/");
	assert_said("s\n\nSee merge request group/proj!12\n",
		    "3 change 12 group/proj");
	assert_said("s\n\nChange-Id: I" A "\n", "3 change I" A);
	assert_said("s\n\nReverts o/r#12\n", "");
	assert_said("s\n\nThis is not a backport of #12\n", "");
	assert_said("s\n\nThis is for a partial backport of #12\n", "");
}

TEST(provenance_takes_titles_out_of_their_decoration)
{
	assert_said("fix: x (#1) (GH-2)\n",
		    "1 title <fix: x>; 1 change 1; 1 change 2");
	assert_said("[Backport stable/v1] fix: x (#2)\n",
		    "1 title <fix: x>; 1 change 2");
	assert_said("fix: x (backport stable/v1) (#2)\n",
		    "1 title <fix: x>; 1 change 2");
	assert_said("fix: x (backport #1) (#2)\n",
		    "1 title <fix: x>; 1 change 2; 1 pick of change 1");
	assert_said("[stable/v0.1] [3.12] fix: x\n", "1 title <fix: x>");
	assert_said("[3.12](backport #1) fix: x\n",
		    "1 title <fix: x>; 1 pick of change 1");
	assert_said("[PR #1/89ABcde0 backport][3.9] fix\n",
		    "1 pick of change 1; 1 pick 89abcde0; 1 title <fix>");
	assert_said("Backport of fix: x into release/1.2\n",
		    "1 title <fix: x>");
	assert_said("Backport PR #1 on branch v1.x (fix: x)\n",
		    "1 title <fix: x>; 1 pick of change 1");
	assert_said("[#12] fix: x\n", "");
	assert_said("[Release] v1.2\n", "");
	assert_said("[net] fix (a thing)\n", "");
	assert_said("(#1)\n", "");
}

TEST(provenance_takes_the_prefix_of_android)
{
	assert_said("UPSTREAM: x: y\n\n(cherry picked from commit " A ")\n",
		    "1 title <x: y>; 3 pick A");
	assert_said("BACKPORT: FROMGIT: x: y\n\n(cherry picked from commit " A
		    ")\n",
		    "1 title <x: y>; 3 edited A");
}

TEST(provenance_reads_the_branch_of_a_merge)
{
	static const char *const name[] = {
		"backport-12-to-stable/v1",
		"auto-backport-of-pr-12-on-v3.x",
		"bp/v3.x/12",
		"bp/3/12",
		"backport/12/stable-v1",
		"cherry-pick-12-to-release-1",
		"mergify/bp/v1/pr-12",
		"backport/7.17/pr-12",
		"automated-cherry-pick-of-#12-upstream-release-1.3",
	};
	char message[300];

	for (size_t i = 0; i < sizeof(name) / sizeof(*name); i++) {
		snprintf(message, sizeof(message), "Merge branch '%s' into x\n",
			 name[i]);
		assert_said(message, "1 pick of change 12");
	}
	assert_said("Merge branch 'patchback/backports/3.9/" A "/pr-12'\n",
		    "1 pick of change 12; 1 pick A");
	assert_said("Merge pull request #9 from o/backport-5723-5740\n",
		    "1 change 9; 1 pick of change 5723; "
		    "1 pick of change 5740");
	/* versions */
	assert_said("Merge branch 'backport_1_32_symbols' into 'x'\n", "");
	assert_said("Merge branch 'backport_0278'\n", "");
	assert_said("Merge branch 'backport-89abcde-3.12' into 3.12\n",
		    "1 pick 89abcde");
	assert_said("Merge branch 'feature/backport' into 'main'\n", "");
	assert_said("Merge remote-tracking branch 'o/backport-me' into 'x'\n",
		    "");
	assert_said("Merge pull request #13 from o/backport-12-to-v1\n\n"
		    "[Backport v1] fix: x\n",
		    "1 change 13; 1 pick of change 12; 3 title <fix: x>");
}

TEST(provenance_tells_of_conflicts)
{
	struct arena arena = ARENA_INIT;
	struct provenance from = { .arena = &arena };
	static const char message[] = "s\n\n(cherry picked from commit " A
				      ")\n\nConflicts:\n\tlib/a.c\n";

	provenance_read(&from, message, sizeof(message) - 1);
	assert_int_equal(from.conflicts, 5);
	provenance_read(&from, "s\n\n# Conflicts:\n#\ta\n", 19);
	assert_int_equal(from.conflicts, 3);
	provenance_read(&from, "s\n\nConflicts with b\n", 20);
	assert_int_equal(from.conflicts, 0);
	arena_release(&arena);
}

TEST(provenance_names_the_notation)
{
	struct arena arena = ARENA_INIT;
	struct provenance from = { .arena = &arena };
	static const char message[] = "s\n\n[ Upstream commit " A " ]\n"
				      "Backport-of: " B "\n";

	provenance_read(&from, message, sizeof(message) - 1);
	assert_int_equal(from.n, 2);
	assert_string_equal(from.v[0].form, "upstream");
	assert_string_equal(from.v[1].form, "Backport-of");
	arena_release(&arena);
}

TEST(provenance_reads_any_bytes)
{
	static const char nul[] = "s\0x\r\n\r\n(cherry picked from commit " A
				  ")\r\n\0\xff\xfe reverts\r\n" B;

	assert_string_equal(said_n(nul, sizeof(nul) - 1),
			    "3 pick A; 4 revert B");
	assert_said("s (#1)\r\n\r\nFixes: 89abcde (\"x\r\n y\")\r\n",
		    "1 title <s>; 1 change 1; 3 fixes 89abcde <x y>");
	assert_said("\n\n  \nfix (#1)\n", "4 title <fix>; 4 change 1");
	assert_said("", "");
	assert_string_equal(said_n(NULL, 0), "");
	assert_said("\n", "");
}

TEST(provenance_takes_time_in_proportion)
{
	static const char *const piece[] = {
		"cherry ",
		"\"",
		"`\"a\" ",
		"(",
		"((-",
		"[",
		"Fixes: " A " (\"",
		"(reverts " A " (\"x\") ",
		"reverts " A " ",
		"reverts " A " (\"\n",
		"reverts:https://",
		"\n\n cc: stable@ #",
		"(origin: backport ",
		"partial manually not ",
		"cherry picked from the of ",
		"(#1)",
		"[3]",
		"(backport ",
		"Revert \"",
		"a/",
		"0",
		"\n",
		"\n>",
		"commit " A "\n",
		"upstream commit " A " )",
		"backport ((((((((((((((((",
		"reverts " A " x\n",
		"backport\t\t\t\t\t\t\t\t\t",
		"-",
		"pull request a/b/c",
	};
	const size_t size = 1 << 20;
	char *message = malloc(size);

	for (size_t i = 0; i < 2 * sizeof(piece) / sizeof(*piece); i++) {
		const char *p = piece[i / 2];
		size_t n = strlen(p);
		clock_t begin = clock();
		/* from the subject on, or in the body */
		for (size_t k = 0; k < size; k++)
			message[k] = p[k % n];
		if (i % 2)
			memcpy(message, "Revert \"x\" \n", 12);
		said_n(message, size);
		double took = (double)(clock() - begin) / CLOCKS_PER_SEC;
		assert_true(took < 2);
	}
	free(message);
}
