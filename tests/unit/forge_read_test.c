#include "tests/unit/unit.h"

#include "dialect/forge_json.h"
#include "dialect/forge_title.h"
#include "github/github_read.h"
#include "gitlab/gitlab_read.h"

#include <string.h>

#define ID "0123456789abcdef0123456789abcdef01234567"

static struct arena arena;

static json_object *parsed(const char *text)
{
	json_object *o;

	assert_ok(json_parse(&o, text, strlen(text)));
	return o;
}

static int hub_pull(const char *text, struct forge_pull *out)
{
	json_object *o = parsed(text);
	int rc = github_read_pull(&arena, o, out);

	json_object_put(o);
	return rc;
}

static int lab_pull(const char *text, struct forge_pull *out)
{
	json_object *o = parsed(text);
	struct gitlab_ends ends;
	int rc = gitlab_read_pull(&arena, o, out, &ends);

	json_object_put(o);
	return rc;
}

static int hub_release(const char *text, struct forge_release *out)
{
	json_object *o = parsed(text);
	int rc = github_read_release(&arena, o, out);

	json_object_put(o);
	return rc;
}

TEST(forge_github_pull_is_read)
{
	struct forge_pull p;

	assert_ok(hub_pull(
		"{\"number\":7,\"state\":\"open\",\"draft\":true,\"title\":\"T\","
		"\"html_url\":\"https://github.com/o/r/pull/7\",\"body\":null,"
		"\"user\":{\"login\":\"ada\"},\"milestone\":null,"
		"\"labels\":[{\"name\":\"a\",\"id\":1},{\"name\":\"b\"}],"
		"\"merged_at\":null,\"merge_commit_sha\":\"" ID "\","
		"\"head\":{\"ref\":\"x/y\",\"sha\":\"" ID "\",\"repo\":null},"
		"\"base\":{\"ref\":\"main\",\"repo\":{\"full_name\":\"o/r\"}}}",
		&p));
	assert_int_equal(p.number, 7);
	assert_int_equal(p.state, FORGE_OPEN);
	assert_true(p.draft);
	assert_string_equal(p.head, "x/y");
	assert_string_equal(p.head_id, ID);
	assert_null(p.head_project); /* the fork is gone */
	assert_string_equal(p.base_project, "o/r");
	assert_null(p.merge_id); /* only a trial, while it is open */
	assert_null(p.body);
	assert_string_equal(p.label[1], "b");
	assert_null(p.label[2]);
	arena_release(&arena);
}

TEST(forge_github_pull_of_the_listing_tells_merged_by_its_date)
{
	struct forge_pull p;

	assert_ok(hub_pull(
		"{\"number\":7,\"state\":\"closed\",\"title\":\"T\","
		"\"html_url\":\"https://h/p\",\"merged_at\":\"2026-01-01T00:00:00Z\","
		"\"merge_commit_sha\":\"" ID "\",\"head\":{\"ref\":\"x\"},"
		"\"base\":{\"ref\":\"main\"}}",
		&p));
	assert_int_equal(p.state, FORGE_MERGED);
	assert_string_equal(p.merge_id, ID);
	arena_release(&arena);
}

TEST(forge_answers_with_wrong_types_are_errors)
{
	static const char *const bad[] = {
		"[]",
		"{}",
		"7",
		"{\"number\":\"7\",\"state\":\"open\",\"title\":\"T\",\"html_url\":\"https://h\",\"head\":{\"ref\":\"x\"},\"base\":{\"ref\":\"m\"}}",
		"{\"number\":-7,\"state\":\"open\",\"title\":\"T\",\"html_url\":\"https://h\",\"head\":{\"ref\":\"x\"},\"base\":{\"ref\":\"m\"}}",
		"{\"number\":99999999999999999999,\"state\":\"open\",\"title\":\"T\",\"html_url\":\"https://h\",\"head\":{\"ref\":\"x\"},\"base\":{\"ref\":\"m\"}}",
		"{\"number\":7,\"state\":\"odd\",\"title\":\"T\",\"html_url\":\"https://h\",\"head\":{\"ref\":\"x\"},\"base\":{\"ref\":\"m\"}}",
		"{\"number\":7,\"state\":\"open\",\"title\":[],\"html_url\":\"https://h\",\"head\":{\"ref\":\"x\"},\"base\":{\"ref\":\"m\"}}",
		"{\"number\":7,\"state\":\"open\",\"title\":\"a\\u0000b\",\"html_url\":\"https://h\",\"head\":{\"ref\":\"x\"},\"base\":{\"ref\":\"m\"}}",
		"{\"number\":7,\"state\":\"open\",\"title\":\"T\",\"html_url\":\"javascript:x\",\"head\":{\"ref\":\"x\"},\"base\":{\"ref\":\"m\"}}",
		"{\"number\":7,\"state\":\"open\",\"title\":\"T\",\"html_url\":\"https://h/\\u001b[0m\",\"head\":{\"ref\":\"x\"},\"base\":{\"ref\":\"m\"}}",
		"{\"number\":7,\"state\":\"open\",\"title\":\"T\",\"html_url\":\"https://h\",\"head\":\"x\",\"base\":{\"ref\":\"m\"}}",
		"{\"number\":7,\"state\":\"open\",\"title\":\"T\",\"html_url\":\"https://h\",\"head\":{\"ref\":\"x\",\"sha\":\"HEAD\"},\"base\":{\"ref\":\"m\"}}",
		"{\"number\":7,\"state\":\"open\",\"title\":\"T\",\"html_url\":\"https://h\",\"head\":{\"ref\":\"x\"},\"base\":{\"ref\":\"m\"},\"labels\":[7]}",
		"{\"number\":7,\"state\":\"open\",\"title\":\"T\",\"html_url\":\"https://h\",\"head\":{\"ref\":\"x\"},\"base\":{\"ref\":\"m\"},\"draft\":\"no\"}",
	};
	struct forge_pull p;

	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		if (hub_pull(bad[i], &p) == 0)
			fail_msg("read: %s", bad[i]);
		assert_error(hub_pull(bad[i], &p), E_NET);
		assert_error(lab_pull(bad[i], &p), E_NET);
	}
	arena_release(&arena);
}

TEST(forge_gitlab_request_is_read)
{
	struct forge_pull p;

	assert_ok(lab_pull(
		"{\"id\":900,\"iid\":3,\"state\":\"merged\",\"draft\":false,"
		"\"title\":\"T\",\"description\":\"B\",\"web_url\":\"https://h/g/p/-/merge_requests/3\","
		"\"source_branch\":\"x\",\"target_branch\":\"main\",\"sha\":\"" ID
		"\",\"merge_commit_sha\":null,\"squash_commit_sha\":null,"
		"\"source_project_id\":null,\"target_project_id\":5,"
		"\"author\":{\"username\":\"ada\"},\"labels\":[\"a\"],"
		"\"milestone\":{\"title\":\"1.0\"}}",
		&p));
	assert_int_equal(p.number, 3);
	assert_int_equal(p.state, FORGE_MERGED);
	assert_string_equal(p.merge_id, ID); /* it was a fast-forward */
	assert_string_equal(p.milestone, "1.0");
	assert_string_equal(p.label[0], "a");
	arena_release(&arena);
}

TEST(forge_a_title_that_makes_a_draft_is_taken_apart)
{
	static const struct {
		enum forge_kind kind;
		const char *title, *rest;
		bool draft;
	} all[] = {
		{ FORGE_GITLAB, "Draft: a", "a", true },
		{ FORGE_GITLAB, "[draft] a", "a", true },
		{ FORGE_GITLAB, "WIP: a", "WIP: a", false },
		{ FORGE_GITLAB, "Drafty", "Drafty", false },
		{ FORGE_GITEA, "WIP: a", "a", true },
		{ FORGE_GITEA, "[WIP]a", "a", true },
		{ FORGE_GITEA, "Draft: a", "Draft: a", false },
		{ FORGE_GITHUB, "WIP: a", "WIP: a", false },
	};

	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		struct forge_pull p = { .title = all[i].title };

		forge_title_read(all[i].kind, &p);
		assert_string_equal(p.title, all[i].rest);
		assert_int_equal(p.draft, all[i].draft);
	}
}

TEST(forge_release_with_assets_is_read)
{
	struct forge_release r;

	assert_ok(hub_release(
		"{\"id\":12,\"tag_name\":\"v1\",\"name\":null,\"body\":\"B\","
		"\"draft\":true,\"prerelease\":false,"
		"\"html_url\":\"https://github.com/o/r/releases/tag/v1\","
		"\"upload_url\":\"https://uploads.github.com/repos/o/r/releases/12/assets{?name,label}\","
		"\"assets\":[{\"id\":1,\"name\":\"a\",\"size\":4,\"state\":\"starter\","
		"\"browser_download_url\":\"https://h/a\",\"digest\":null},"
		"{\"id\":2,\"name\":\"b\",\"size\":5,\"state\":\"uploaded\","
		"\"digest\":\"sha256:00\",\"browser_download_url\":\"https://h/b\"}]}",
		&r));
	assert_string_equal(r.id, "12");
	assert_true(r.draft);
	assert_int_equal(r.n_assets, 2);
	assert_false(r.asset[0].whole);
	assert_null(r.asset[0].digest);
	assert_true(r.asset[1].whole);
	assert_int_equal(r.asset[1].size, 5);
	assert_error(hub_release("{\"id\":1,\"tag_name\":\"v1\","
				 "\"html_url\":\"https://h\",\"assets\":[7]}",
				 &r),
		     E_NET);
	arena_release(&arena);
}

TEST(forge_token_goes_with_uploads_to_githubs_own_hosts_only)
{
	static const struct {
		const char *api, *said, *url;
	} all[] = {
		{ "https://api.github.com",
		  "https://uploads.github.com/repos/o/r/releases/1/assets{?name,label}",
		  "https://uploads.github.com/repos/o/r/releases/1/assets" },
		{ "https://api.x.ghe.com", "https://uploads.x.ghe.com/a{?name}",
		  "https://uploads.x.ghe.com/a" },
		{ "https://h/api/v3", "https://h/api/uploads/a{?name}",
		  "https://h/api/uploads/a" },
		{ "https://h:8443/api/v3", "https://h:8443/a",
		  "https://h:8443/a" },
		{ "https://api.github.com",
		  "https://uploads.github.com.evil.example/a", NULL },
		{ "https://api.github.com", "http://uploads.github.com/a",
		  NULL },
		{ "https://api.github.com", "https://uploads.github.com:444/a",
		  NULL },
		{ "https://api.github.com", "https://uploads.x.ghe.com/a",
		  NULL },
		{ "https://api.github.com@evil.example",
		  "https://uploads.github.com/a", NULL },
		{ "https://api.example.com", "https://uploads.example.com/a",
		  NULL },
		{ "https://h/api/v3", "https://h.evil/api/uploads/a", NULL },
		{ "https://h/api/v3", "http://h/api/uploads/a", NULL },
		{ "https://h/api/v3", "https://h@evil/api/uploads/a", NULL },
		{ "https://h/api/v3", "/api/uploads/a", NULL },
		{ "https://h/api/v3", "", NULL },
	};

	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		const char *url =
			github_upload_url(&arena, all[i].api, all[i].said);

		if (!all[i].url && url)
			fail_msg("%s: %s", all[i].api, url);
		if (all[i].url)
			assert_string_equal(url, all[i].url);
	}
	arena_release(&arena);
}

static enum forge_result hub_run(const char *status, const char *end)
{
	struct forge_check c;
	long long newer;
	json_object *o = json_new();

	json_add_number(o, "id", 1);
	json_add_str(o, "name", "build");
	json_add_str(o, "status", status);
	json_add_str(o, "conclusion", end);
	assert_ok(github_read_run(&arena, o, &c, &newer));
	json_object_put(o);
	return c.result;
}

static enum forge_result lab_status(const char *status, bool may_fail)
{
	struct forge_check c;
	long long newer;
	json_object *o = json_new();

	json_add_number(o, "id", 1);
	json_add_str(o, "name", "build");
	json_add_str(o, "status", status);
	json_add_flag(o, "allow_failure", may_fail);
	assert_ok(gitlab_read_status(&arena, o, &c, &newer));
	json_object_put(o);
	return c.result;
}

TEST(forge_words_of_checks_become_results)
{
	assert_int_equal(hub_run("queued", NULL), FORGE_WAITING);
	assert_int_equal(hub_run("in_progress", NULL), FORGE_WAITING);
	assert_int_equal(hub_run("completed", "success"), FORGE_PASSED);
	assert_int_equal(hub_run("completed", "neutral"), FORGE_SKIPPED);
	assert_int_equal(hub_run("completed", "timed_out"), FORGE_FAILED);
	assert_int_equal(hub_run("completed", "what is this"), FORGE_FAILED);
	assert_int_equal(lab_status("created", false), FORGE_WAITING);
	assert_int_equal(lab_status("success", false), FORGE_PASSED);
	assert_int_equal(lab_status("failed", false), FORGE_FAILED);
	assert_int_equal(lab_status("failed", true), FORGE_SKIPPED);
	assert_int_equal(lab_status("manual", true), FORGE_SKIPPED);
	assert_int_equal(lab_status("manual", false), FORGE_WAITING);
	arena_release(&arena);
}
