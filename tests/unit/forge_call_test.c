#include "tests/unit/unit.h"

#include "dialect/forge_call.h"
#include "dialect/forge_name.h"
#include "dialect/forge_time.h"

#include <string.h>

static struct arena arena;
static struct forge forge = { .kind = FORGE_GITHUB,
			      .ops = &forge_github,
			      .arena = &arena,
			      .api = "https://api.github.com",
			      .project = "o/r" };

/* What becomes of an answer; http_send() had `rc` for it. */
static int judged(long status, const char *body, int rc, long proof)
{
	struct http_answer a = HTTP_ANSWER_INIT;
	json_object *o;

	a.status = status;
	strbuf_adds(&a.body, body);
	if (rc < 0)
		error(rc, "'h' answers %ld: %s", status, body);
	rc = forge_judge(&forge, &a, rc, proof, &o);
	json_object_put(o);
	http_answer_release(&a);
	return rc;
}

TEST(forge_success_must_be_proven)
{
	assert_ok(judged(201, "{}", 0, 201));
	assert_ok(judged(204, "", 0, 204));
	assert_ok(judged(304, "", 0, 0));
	assert_error(judged(200, "{}", 0, 201), E_NET);
	assert_error(judged(200, "{\"id\":", 0, 200), E_NET);
	assert_error(judged(200, "<html>", 0, 200), E_NET);
	assert_error(judged(200, "{\"a\":1,\"a\":2}", 0, 200), E_NET);
}

TEST(forge_refusal_has_a_code_of_its_own)
{
	assert_error(judged(404, "", E_NOTFOUND, 200), E_NOTFOUND);
	assert_error(judged(409, "", E_EXISTS, 201), E_EXISTS);
	assert_error(judged(422, "A pull request already exists for o:x.",
			    E_NET, 201),
		     E_EXISTS);
	assert_error(judged(422, "name already_exists", E_NET, 201), E_EXISTS);
	assert_error(judged(422, "No commits between a and b", E_NET, 201),
		     E_POLICY);
	assert_error(judged(405, "not mergeable", E_NET, 200), E_POLICY);
	assert_error(judged(429, "Retry later", E_NET, 200), E_NET);
	assert_error(judged(403, "later", E_NET, 200), E_NET);
	assert_error(judged(403, "no rights", E_POLICY, 200), E_POLICY);
	assert_error(judged(502, "<html>", E_NET, 200), E_NET);
}

TEST(forge_paths_are_encoded)
{
	assert_string_equal(forge_repo(&forge, NULL), "/repos/o/r");
	assert_string_equal(forge_encode(&forge, "a/b c?&"), "a%2Fb%20c%3F%26");
	assert_string_equal(forge_owner(&forge, "x/y"), "x");
	arena_release(&arena);
}

TEST(forge_time_is_read_in_its_zone)
{
	assert_int_equal(forge_time("1970-01-01T00:00:00Z"), 0);
	assert_int_equal(forge_time("1970-01-01T01:00:00+01:00"), 0);
	assert_int_equal(forge_time("1970-01-01T00:00:01.999Z"), 1);
	assert_int_equal(forge_time("2026-11-29T22:01:02Z"), 1795989662);
	assert_int_equal(forge_time("2026-11-29"), -1);
	assert_int_equal(forge_time("2026-11-29T22:01:02"), -1);
	assert_int_equal(forge_time("2026-11-29T22:01:02Zx"), -1);
	assert_int_equal(forge_time("2026-11-29T22:01:02+1"), -1);
	assert_int_equal(forge_time(""), -1);
}

TEST(forge_names_are_joined_once)
{
	static const char *const have[] = { "a", "B", NULL };
	static const char *const want[] = { "b", "c", "C", NULL };
	const char *const *all = forge_union(&forge, have, want);
	const char *const *rest = forge_missing(&forge, have, want);

	assert_string_equal(all[0], "a");
	assert_string_equal(all[1], "B");
	assert_string_equal(all[2], "c");
	assert_null(all[3]);
	assert_string_equal(rest[0], "c");
	assert_null(rest[1]);
	assert_null(forge_missing(&forge, NULL, NULL)[0]);
	arena_release(&arena);
}
