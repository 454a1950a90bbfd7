#include "tests/unit/vfile_bump.h"

TEST(vfile_plain_keeps_what_is_around)
{
	assert_bump("VERSION", "1.2.0\n", "9.8.7\n");
	assert_bump("VERSION", "24.03.0a1", "9.8.7");
	assert_bump("VERSION", "\xef\xbb\xbf\r\n 1.2.0\r\n\r\n",
		    "\xef\xbb\xbf\r\n 9.8.7\r\n\r\n");
	assert_bump("src/version.txt", "1.2.0-rc.1+x\n", "9.8.7\n");
	assert_bump("VERSION", "1.2.0\n1.3.0\n",
		    "! VERSION:1: more than a version");
	assert_bump("VERSION", "one\n", "! VERSION:1: 'one' is no version");
	assert_bump("VERSION", "\n", "! VERSION: there is no version");
	assert_string_equal(vfile_bump(vfile_list, "VERSION", "1\0002", 3),
			    "! VERSION: no text file");
}

TEST(vfile_anchors_count_their_matches)
{
	assert_anchor("README.md: pip install x=={version}",
		      "pip install y==1.2.0\npip install x==1.2.0.\n",
		      "pip install y==1.2.0\npip install x==9.8.7.\n");
	assert_anchor("a.txt*2: '{version}'; ", "'1' '2' \"3\"\n",
		      "'9.8.7' '9.8.7' \"3\"\n");
	assert_anchor("a.txt: release ?{version}?", "release \"1.2\"\n",
		      "release \"9.8.7\"\n");
	assert_anchor("a.txt: x-{version}.tar.gz", "x-1.2.0.tar.gz\n",
		      "x-9.8.7.tar.gz\n");
	assert_anchor("a.txt: x={version}", "x=1 x=2\n",
		      "! a.txt: 'x={version}' is there 2 times instead of 1");
	assert_anchor("a.txt?: x={version}", "x=one\n",
		      "! a.txt: 'x={version}' is there 0 times instead of 1");
}

TEST(vfile_anchors_have_parts)
{
	assert_anchor("v.h: ({major}, {minor}, {patch})", "(1, 20, 3)",
		      "(9, 8, 7)");
	assert_anchor("v.h: N {number}", "N 10203\n", "N 90807\n");
	assert_anchor("v.h: S {series}", "S 1.2\n", "S 9.8\n");
	assert_anchor("v.h: S {series}", "S 1.2.3\n",
		      "! v.h: 'S {series}' is there 0 times instead of 1");
	assert_anchor("v.h: M {minor}", "M 2.0 M 2x M 3 ", "M 2.0 M 2x M 8 ");
	assert_anchor("v.h*?: M {minor}", "N 2\n", "N 2\n");
	assert_anchor("v.h*2: {major}.{minor}", "1.2 1.2\n", "9.8 9.8\n");
}

static void refuse(vfile_lister *list, const char *setting)
{
	struct arena arena = ARENA_INIT;
	struct vfile *f = NULL;
	size_t n = 0;

	assert_error(list(&f, &n, &arena, setting), E_CONFIG);
	arena_release(&arena);
}

TEST(vfile_settings_that_cannot_be_meant)
{
	static const char *const lists[] = {
		"/etc/x",        "../VERSION", "a//b",   "./VERSION",
		".git/config",   "src/main.c", "x.cfg",  "VERSION:.a",
		"a.json:name",   "?",          "a/../b", "x.toml:version",
		"a/.git/hooks/x"
	};
	static const char *const anchors[] = {
		"README.md",         "README.md: x",
		"a*0: {version}",    "a*65: {version}",
		": {version}",       "a: {version}{version}",
		"../a: x={version}", "a: {major}{minor}",
		"a: {other}"
	};

	for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++)
		refuse(vfile_list, lists[i]);
	for (size_t i = 0; i < sizeof(anchors) / sizeof(*anchors); i++)
		refuse(vfile_anchors, anchors[i]);
}

TEST(vfile_lists_hold_several_files)
{
	struct arena arena = ARENA_INIT;
	struct vfile *f = NULL;
	size_t n = 0;

	assert_ok(vfile_list(&f, &n, &arena,
			     " VERSION  a/__init__.py?\tp.json?:.a[0].b "));
	assert_int_equal(n, 3);
	assert_string_equal(f[1].path, "a/__init__.py");
	assert_true(f[1].optional && f[2].optional && !f[0].optional);
	assert_string_equal(f[2].path, "p.json");
	assert_string_equal(f[2].where, ".a[0].b");
	assert_null(f[0].where);
	arena_release(&arena);
}
