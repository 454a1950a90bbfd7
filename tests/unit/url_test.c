#include "tests/unit/unit.h"

#include "base/strbuf.h"
#include "net/link.h"
#include "net/url.h"

#include <string.h>

/* "scheme user host port path", "-" where there is none. */
static const char *of_remote(struct arena *a, const char *text)
{
	struct url u;

	if (!url_of_remote(&u, a, text))
		return "none";
	return arena_printf(a, "%s %s %s %s %s", u.scheme,
			    u.user ? u.user : "-", u.host,
			    u.port ? u.port : "-", u.path);
}

static const char *const remotes[][2] = {
	{ "https://github.com/o/r.git", "https - github.com - o/r" },
	{ "https://github.com/o/r/", "https - github.com - o/r" },
	{ "https://github.com/o/r.git/", "https - github.com - o/r" },
	{ "HTTPS://GitHub.com:443/O/R", "https - github.com - O/R" },
	{ "http://h:8080/sub/o/r.git", "http - h 8080 sub/o/r" },
	{ "https://me:secret@h/o/r", "https me h - o/r" },
	{ "https://me:a@b@h/o/r", "https me h - o/r" },
	{ "https://h/o/r%20x", "https - h - o/r x" },
	{ "https://[::1]:8443/o/r", "https - ::1 8443 o/r" },
	{ "https://h:/o/r", "https - h - o/r" },
	{ "ssh://git@h:2222/o/r.git", "ssh git h 2222 o/r" },
	{ "ssh://git@h:22/o/r.git", "ssh git h - o/r" },
	{ "git+ssh://git@h/o/r", "ssh git h - o/r" },
	{ "git://h/o/r", "git - h - o/r" },
	{ "git@github.com:o/r.git", "ssh git github.com - o/r" },
	{ "git@github.com:/o/r.git", "ssh git github.com - o/r" },
	{ "work:grp/sub/prj", "ssh - work - grp/sub/prj" },
	{ "git@[::1]:o/r", "ssh git ::1 - o/r" },
	{ "[::1]:o/r", "ssh - ::1 - o/r" },
	{ "[git@h:2222]:o/r", "ssh git h 2222 o/r" },
	{ "[h:2222]:o/r", "ssh - h 2222 o/r" },
	{ "[h]:o/r", "ssh - h - o/r" },
	{ "git@h:o/r%20x", "ssh git h - o/r%20x" },
	/* no forge */
	{ "/srv/r.git", "none" },
	{ "../r.git", "none" },
	{ "./a:b/r", "none" },
	{ "r.git", "none" },
	{ "file:///srv/r.git", "none" },
	{ "ext::sh -c x", "none" },
	{ "codecommit::eu://r", "none" },
	{ "ftp://h/o/r", "none" },
	{ "https://", "none" },
	{ "https://h", "none" },
	{ "https://h/", "none" },
	{ "https:///o/r", "none" },
	{ "https://h:x/o/r", "none" },
	{ "https://h:123456/o/r", "none" },
	{ "https://-oProxy/o/r", "none" },
	{ "https://a b/o/r", "none" },
	{ "https://h/o%00/r", "none" },
	{ "https://h/o%0a/r", "none" },
	{ "https://[::1/o/r", "none" },
	{ "-oProxyCommand=x:o/r", "none" },
	{ "git@h:", "none" },
	{ "", "none" },
	{ ":", "none" },
};

TEST(a_remote_is_taken_apart_as_git_does)
{
	struct arena a = ARENA_INIT;

	for (size_t i = 0; i < sizeof(remotes) / sizeof(*remotes); i++)
		assert_string_equal(of_remote(&a, remotes[i][0]),
				    remotes[i][1]);
	arena_release(&a);
}

TEST(origins_differ_by_scheme_host_and_port)
{
	assert_true(url_same_origin("https://h/a", "https://H:443/b"));
	assert_true(url_same_origin("http://h:80", "http://h"));
	assert_true(url_same_origin("http://[::1]:80/", "http://[::1]"));
	assert_false(url_same_origin("https://h/a", "http://h/a"));
	assert_false(url_same_origin("https://h/a", "https://h:8443/a"));
	assert_false(url_same_origin("https://h/a", "https://h.x/a"));
	assert_false(url_same_origin("https://h/a", "https://h@x/a"));
	assert_false(url_same_origin("https://h/a", "/a"));
}

static const char *const joins[][3] = {
	{ "https://h/a/b?c", "/d", "https://h/d" },
	{ "https://h/a/b?c", "d", "https://h/a/d" },
	{ "https://h/a/b?c", "?d", "https://h/a/b?d" },
	{ "https://h/a/b?c", "//i/d", "https://i/d" },
	{ "https://h/a/b?c", "http://i/d#e", "http://i/d" },
	{ "https://h", "d", "https://h/d" },
	{ "https://h:8443/a", "/d", "https://h:8443/d" },
	{ "https://h/a?x=/y", "d", "https://h/d" },
	{ "https://h/a", "file:///etc/passwd", NULL },
	{ "https://h/a", "javascript:x", NULL },
	{ "https://h/a", "/d e", NULL },
	{ "https://h/a", "//", NULL },
};

TEST(a_location_is_joined_to_where_it_came_from)
{
	struct arena a = ARENA_INIT;

	for (size_t i = 0; i < sizeof(joins) / sizeof(*joins); i++) {
		const char *got = url_join(&a, joins[i][0], joins[i][1]);

		if (joins[i][2])
			assert_string_equal(got, joins[i][2]);
		else
			assert_null(got);
	}
	arena_release(&a);
}

TEST(what_goes_into_a_url_is_encoded)
{
	struct strbuf sb = STRBUF_INIT;

	url_add_segment(&sb, "grp/sub/p r&?");
	assert_string_equal(sb.buf, "grp%2Fsub%2Fp%20r%26%3F");
	strbuf_reset(&sb);
	url_add_segment(&sb, "..");
	assert_string_equal(sb.buf, "%2E%2E");
	strbuf_reset(&sb);
	url_add_path(&sb, "heads/a b/../\xc3\xa4");
	assert_string_equal(sb.buf, "heads/a%20b/%2E%2E/%C3%A4");
	strbuf_reset(&sb);
	strbuf_adds(&sb, "https://h/x");
	url_add_query(&sb, "head", "o:b+c");
	url_add_query(&sb, "a[]", "");
	assert_string_equal(sb.buf, "https://h/x?head=o%3Ab%2Bc&a[]=");
	strbuf_release(&sb);
}

static const char *const links[][2] = {
	{ "<https://h/?page=2>; rel=\"next\", <https://h/?page=9>; rel=\"last\"",
	  "https://h/?page=2" },
	{ "<a>; rel=\"prev\", <b>; rel=next", "b" },
	{ "<a>;rel=\"first next\"", "a" },
	{ "<a>; title=\"x, <b>; rel=next\"; rel=\"next\"", "a" },
	{ "<a,b>; REL = \"NEXT\"", "a,b" },
	{ "<a>; rel=\"last\"; rel=\"next\"", NULL },
	{ "<a>; rel=\"nextish\"", NULL },
	{ "<a>; title=\"rel=next\"", NULL },
	{ "<a>; rel=\"last\"", NULL },
	{ "<a", NULL },
	{ "a; rel=next", NULL },
	{ ",,<a>;;rel=next", "a" },
	{ "<a>; rel=\"next", "a" },
	{ "", NULL },
};

TEST(the_next_page_is_found_in_a_link_header)
{
	struct arena a = ARENA_INIT;

	assert_null(link_next(&a, NULL));
	for (size_t i = 0; i < sizeof(links) / sizeof(*links); i++) {
		const char *got = link_next(&a, links[i][0]);

		if (links[i][1])
			assert_string_equal(got ? got : "none", links[i][1]);
		else
			assert_null(got);
	}
	arena_release(&a);
}
