#include "tests/unit/unit.h"

#include "base/cleanup.h"
#include "base/strvec.h"
#include "git/repo.h"
#include "plan/plan.h"

#include <stdlib.h>
#include <string.h>

#define ID_A "1111111111111111111111111111111111111111"
#define ID_B "2222222222222222222222222222222222222222"
#define HEAD_LINE                                                              \
	"{\"version\":1,\"plan\":\"git rel x\",\"id\":\"1\",\"verb\":\"x\"}\n"
#define REFS(ref)                                                              \
	"{\"step\":\"refs\",\"changes\":[{\"ref\":\"" ref                      \
	"\",\"from\":\"" ID_A "\",\"to\":\"" ID_B "\"}]}\n"

static const git_oid none;
static git_oid a, b;

static void fill_refs(struct plan *p)
{
	struct step *s = plan_add(p, STEP_PUSH);

	s->what = "push";
	s->remote = "origin";
	s->no_verify = true;
	step_change(p, s, "refs/heads/main", &a, &b);
	step_change(p, s, "refs/tags/v1", &none, &b);
	s = plan_add(p, STEP_REFS);
	s->command = "git branch -D x\ngit branch -D \"y\"";
	step_change(p, s, "refs/heads/x/y-1.0", &a, &none);
}

static void fill_checkout(struct plan *p)
{
	struct step *s = plan_add(p, STEP_CHECKOUT);

	s->worktree = "/w/a b";
	s->head_from = "refs/heads/x";
	s->head_to = ID_B;
	s->from = a;
	s->to = b;
	s = plan_add(p, STEP_CHECKOUT);
	s->worktree = "/w";
	s->from = b;
	s->to = a;
}

static void fill_config(struct plan *p)
{
	struct step *s = plan_add(p, STEP_CONFIG);

	step_set(p, s, "rel.main", NULL, "main");
	step_set(p, s, "rel.tag", "{version}", NULL);
	step_set(p, s, "branch.x", NULL, NULL);
}

static void fill_resolve(struct plan *p)
{
	struct step *s = plan_add(p, STEP_RESOLVE);

	s->worktree = "/w";
	s->head_from = "refs/heads/x";
	s->ref = "main";
	s->message = "Merge\n\n\"all\" of it\n";
	s->from = a;
	s->to = b;
	step_change(p, s, "refs/heads/main", &b, &a);
	s->argv = arena_alloc(&p->arena, sizeof(*s->argv));
	strvec_push(s->argv, "finish");
	strvec_push(s->argv, "");
	strvec_push(s->argv, "-m\xc3\xbc\n");
	s->tree = b;
	s->paths = arena_alloc(&p->arena, sizeof(*s->paths));
	strvec_push(s->paths, "a b.md");
	plan_add(p, STEP_RESOLVED)->what = "forget";
}

/* One plan with every kind of step and every field. */
static void fill(struct plan *p)
{
	git_oid_fromstr(&a, ID_A);
	git_oid_fromstr(&b, ID_B);
	plan_init(p, "finish", "git rel finish 'it'");
	p->release = "0.2.0";
	p->outcome = "done";
	p->undoes = "4711";
	plan_note(p, "first");
	plan_note(p, "second \xe2\x82\xac");
	struct step *s = plan_add(p, STEP_OBJECT);
	s->ref = "refs/tags/v1";
	s->message = "one\ntwo\n";
	s->from = a;
	s->to = b;
	fill_refs(p);
	fill_checkout(p);
	fill_config(p);
	fill_resolve(p);
}

static int read_text(const char *text)
{
	struct plan p;
	int rc = plan_read(&p, text, strlen(text));

	plan_release(&p);
	return rc;
}

static void refuse(const char *text)
{
	if (read_text(text) != E_FAIL)
		print_error("taken: %s\n", text);
	assert_error(read_text(text), E_FAIL);
}

TEST(plan_comes_back_as_it_was_written)
{
	struct strbuf text = STRBUF_INIT, again = STRBUF_INIT;
	struct plan p, q;

	fill(&p);
	plan_write(&p, &text);
	assert_ok(plan_read(&q, text.buf, text.len));
	plan_write(&q, &again);
	assert_string_equal(again.buf, text.buf);
	plan_release(&q);
	plan_release(&p);
	strbuf_release(&text);
	strbuf_release(&again);
}

TEST(plan_fields_come_back)
{
	struct strbuf text = STRBUF_INIT;
	struct plan p, q;

	fill(&p);
	plan_write(&p, &text);
	assert_ok(plan_read(&q, text.buf, text.len));
	assert_string_equal(q.id, p.id);
	assert_string_equal(q.undoes, "4711");
	assert_int_equal(q.n_notes, 2);
	assert_int_equal(q.n, p.n);
	for (size_t i = 0; i < q.n; i++)
		assert_int_equal(q.step[i].kind, p.step[i].kind);
	assert_true(q.step[1].no_verify);
	assert_false(q.step[2].no_verify);
	assert_true(git_oid_is_zero(&q.step[1].change[1].from));
	assert_true(oid_eq(&q.step[1].change[1].to, &b));
	assert_string_equal(q.step[3].worktree, "/w/a b");
	assert_null(q.step[4].head_to);
	assert_null(q.step[5].set[0].from);
	assert_string_equal(q.step[5].set[1].from, "{version}");
	assert_null(q.step[5].set[2].to);
	assert_int_equal(q.step[6].argv->n, 3);
	assert_string_equal(q.step[6].argv->v[2], "-m\xc3\xbc\n");
	plan_release(&q);
	plan_release(&p);
	strbuf_release(&text);
}

TEST(plan_cut_anywhere_is_refused)
{
	struct strbuf text = STRBUF_INIT;
	struct plan p, q;

	fill(&p);
	plan_write(&p, &text);
	for (size_t n = 0; n < text.len; n++) {
		assert_error(plan_read(&q, text.buf, n), E_FAIL);
		plan_release(&q);
	}
	plan_release(&p);
	strbuf_release(&text);
}

/* A disk that lost a block: zeros, or somebody else's bytes. */
TEST(plan_with_a_lost_block_is_refused)
{
	struct strbuf text = STRBUF_INIT;
	struct plan p, q;

	fill(&p);
	plan_write(&p, &text);
	for (size_t at = 0; at + 16 <= text.len; at += 16) {
		char *copy = malloc(text.len);
		memcpy(copy, text.buf, text.len);
		memset(copy + at, 0, 16);
		assert_error(plan_read(&q, copy, text.len), E_FAIL);
		plan_release(&q);
		free(copy);
	}
	plan_release(&p);
	strbuf_release(&text);
}

TEST(plan_with_more_or_fewer_steps_than_it_says_is_refused)
{
	assert_ok(read_text(HEAD_LINE "{\"end\":0}\n"));
	assert_ok(read_text(HEAD_LINE REFS("refs/heads/x") "{\"end\":1}\n"));
	refuse(HEAD_LINE REFS("refs/heads/x") "{\"end\":0}\n");
	refuse(HEAD_LINE REFS("refs/heads/x") "{\"end\":2}\n");
	refuse(HEAD_LINE "{\"end\":-1}\n");
	refuse(HEAD_LINE "{\"end\":0}\n{\"end\":0}\n");
	refuse(HEAD_LINE "{\"end\":0}\n" REFS("refs/heads/x"));
	refuse(HEAD_LINE "{\"end\":0}\n\n");
	refuse(HEAD_LINE "\n{\"end\":0}\n");
	refuse("");
	refuse("\n");
	refuse("{\"end\":0}\n");
}

TEST(plan_of_a_newer_version_is_refused_with_the_reason)
{
	refuse("{\"version\":2,\"plan\":\"p\",\"id\":\"1\",\"verb\":\"x\"}\n"
	       "{\"end\":0}\n");
	assert_non_null(strstr(error_message(), "newer"));
	refuse("{\"version\":0,\"plan\":\"p\",\"id\":\"1\",\"verb\":\"x\"}\n"
	       "{\"end\":0}\n");
	refuse("{\"plan\":\"p\",\"id\":\"1\",\"verb\":\"x\"}\n{\"end\":0}\n");
	refuse("{\"version\":1,\"id\":\"1\",\"verb\":\"x\"}\n{\"end\":0}\n");
	refuse("{\"version\":1,\"plan\":\"p\",\"verb\":\"x\"}\n{\"end\":0}\n");
	refuse("{\"version\":1,\"plan\":\"p\",\"id\":\"1\"}\n{\"end\":0}\n");
}

TEST(plan_refuses_refs_that_lead_elsewhere)
{
	refuse(HEAD_LINE REFS("refs/heads/../../config") "{\"end\":1}\n");
	refuse(HEAD_LINE REFS("refs/../config") "{\"end\":1}\n");
	refuse(HEAD_LINE REFS("../refs/heads/x") "{\"end\":1}\n");
	refuse(HEAD_LINE REFS("/refs/heads/x") "{\"end\":1}\n");
	refuse(HEAD_LINE REFS("HEAD") "{\"end\":1}\n");
	refuse(HEAD_LINE REFS("refs/") "{\"end\":1}\n");
	refuse(HEAD_LINE REFS("refs/heads/") "{\"end\":1}\n");
	refuse(HEAD_LINE REFS("refs/heads//x") "{\"end\":1}\n");
	refuse(HEAD_LINE REFS("refs/heads/.x") "{\"end\":1}\n");
	refuse(HEAD_LINE REFS("refs/heads/x.lock") "{\"end\":1}\n");
	refuse(HEAD_LINE REFS("refs/heads/x.") "{\"end\":1}\n");
	refuse(HEAD_LINE REFS("refs/heads/x y") "{\"end\":1}\n");
	refuse(HEAD_LINE REFS(
		"refs/heads/x\\ndelete refs/heads/main") "{\"end\":"
							 "1}\n");
	refuse(HEAD_LINE REFS("refs/heads/x\\u0000") "{\"end\":1}\n");
	refuse(HEAD_LINE REFS("refs/heads/x:y") "{\"end\":1}\n");
	refuse(HEAD_LINE REFS("refs/heads/x@{1}") "{\"end\":1}\n");
	refuse(HEAD_LINE REFS("refs/heads/x*") "{\"end\":1}\n");
}

TEST(plan_refuses_what_is_no_object_name)
{
	static const char *const bad[] = {
		"",
		"1",
		ID_A "1",
		"111111111111111111111111111111111111111g",
		"HEAD",
		"-",
		" 11111111111111111111111111111111111111",
	};

	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		struct strbuf text = STRBUF_INIT;
		strbuf_addf(&text,
			    HEAD_LINE "{\"step\":\"refs\",\"changes\":[{"
				      "\"ref\":\"refs/heads/x\",\"from\":\"%s"
				      "\",\"to\":\"" ID_A "\"}]}\n{\"end\":1}"
				      "\n",
			    bad[i]);
		refuse(text.buf);
		strbuf_release(&text);
	}
}

/* A step of `kind` with the rest of its members. */
#define STEP(kind, rest)                                                       \
	HEAD_LINE "{\"step\":\"" kind "\"" rest "}\n{\"end\":1}\n"
#define CHANGES                                                                \
	",\"changes\":[{\"ref\":\"refs/heads/x\",\"from\":\"" ID_A             \
	"\",\"to\":\"" ID_B "\"}]"
#define IDS ",\"from\":\"" ID_A "\",\"to\":\"" ID_B "\""

TEST(plan_refuses_steps_that_lack_something)
{
	refuse(STEP("dance", ""));
	refuse(HEAD_LINE "{\"what\":\"x\"}\n{\"end\":1}\n");
	refuse(HEAD_LINE "[]\n{\"end\":1}\n");
	refuse(STEP("refs", ""));
	refuse(STEP("refs", ",\"changes\":[]"));
	refuse(STEP("refs", ",\"changes\":[7]"));
	refuse(STEP("push", CHANGES));
	refuse(STEP("push", ",\"remote\":\"origin\""));
	refuse(STEP("checkout", IDS));
	refuse(STEP("checkout", ",\"worktree\":\"/w\",\"from\":\"" ID_A "\""));
	refuse(STEP("config", ""));
	refuse(STEP("config", ",\"set\":[{\"to\":\"x\"}]"));
	refuse(STEP("config", ",\"set\":[{\"key\":\"x\"}]"));
	refuse(STEP("resolve", CHANGES IDS ",\"worktree\":\"/w\",\"ref\":\"m\","
					   "\"head_from\":\"refs/heads/x\","
					   "\"message\":\"m\""));
	assert_ok(read_text(STEP("push", CHANGES ",\"remote\":\"origin\"")));
	assert_ok(read_text(STEP("checkout", IDS ",\"worktree\":\"/w\"")));
	assert_ok(read_text(STEP("resolved", "")));
}

TEST(plan_refuses_what_git_would_take_for_an_option)
{
	refuse(STEP("push", CHANGES ",\"remote\":\"--receive-pack=x\""));
	refuse(STEP("push", CHANGES ",\"remote\":\"\""));
	refuse(STEP("config", ",\"set\":[{\"key\":\"--file=a.b\"}]"));
}

TEST(plan_refuses_work_trees_and_heads_that_are_none)
{
	refuse(STEP("checkout", IDS ",\"worktree\":\"w\""));
	refuse(STEP("checkout", IDS ",\"worktree\":\"/w\",\"head_to\":\"refs/"
				    "heads/x\""));
	refuse(STEP("checkout", IDS ",\"worktree\":\"/w\",\"head_from\":\"refs/"
				    "heads/x\",\"head_to\":\"--help\""));
	refuse(STEP("checkout", IDS ",\"worktree\":\"/w\",\"head_from\":\"refs/"
				    "heads/x\",\"head_to\":\"refs/heads/..\""));
	refuse(STEP("checkout", IDS ",\"worktree\":\"/w\",\"head_from\":\"x\","
				    "\"head_to\":\"refs/heads/x\""));
	assert_ok(read_text(STEP("checkout", IDS
				 ",\"worktree\":\"/w\",\"head_from\":\"" ID_A
				 "\",\"head_to\":\"refs/heads/x\"")));
}

TEST(plan_with_objects_only_is_empty)
{
	struct plan p;

	plan_init(&p, "x", "git rel x");
	assert_true(plan_is_empty(&p));
	plan_add(&p, STEP_OBJECT);
	assert_true(plan_is_empty(&p));
	plan_add(&p, STEP_RESOLVED);
	assert_false(plan_is_empty(&p));
	plan_release(&p);
}
