#include "pick/patch.h"

#include "base/cleanup.h"
#include "base/run.h"
#include "base/strvec.h"
#include "pick/ascii.h"

#include <string.h>

/* git diff-tree keeps all commits and trees that it has seen. */
enum { MARKER = 7, HASH_AT_ONCE = 1 << 20, AT_ONCE = 2000 };

struct reader {
	struct patch *patch;
	size_t n;
	size_t at;           /* the one that is read; n: none yet */
	struct strbuf rest;  /* of a line that is not complete */
	struct strbuf text;  /* what is hashed next to the id */
	struct strbuf lines; /* and to the lines */
	struct strbuf index; /* blobs, which only count for binary files */
	bool in_hunk;
	bool damaged;
};

static bool is_space(char c)
{
	return ascii_is_blank(c) || c == '\n';
}

/* The text so far, and what it was hashed to before. */
static void digest(char *id, struct strbuf *text)
{
	strbuf_adds(text, id);
	sha256_hex(id, text->buf, text->len);
	strbuf_reset(text);
}

static void end_patch(struct reader *rd)
{
	if (rd->at >= rd->n)
		return;
	digest(rd->patch[rd->at].id, &rd->text);
	digest(rd->patch[rd->at].lines, &rd->lines);
}

/* Answers come in the order of the questions; one whose trees are the same gets
 * none. */
static void begin_patch(struct reader *rd, const char *hex)
{
	git_oid id;
	size_t i = rd->at < rd->n ? rd->at + 1 : 0;

	end_patch(rd);
	rd->damaged |= git_oid_fromstrn(&id, hex, GIT_OID_HEXSZ) < 0;
	while (!rd->damaged && i < rd->n && !oid_eq(&rd->patch[i].commit, &id))
		i++;
	rd->damaged |= i >= rd->n;
	rd->at = rd->damaged ? rd->n : i;
	rd->in_hunk = false;
}

/* Without white space, as git patch-id. */
static void add_text(struct reader *rd, const char *s, size_t n)
{
	strbuf_grow(&rd->text, n);
	for (size_t i = 0; i < n; i++)
		if (!is_space(s[i]))
			rd->text.buf[rd->text.len++] = s[i];
	rd->text.buf[rd->text.len] = '\0';
	if (rd->text.len > HASH_AT_ONCE)
		digest(rd->patch[rd->at].id, &rd->text);
}

static void add_line(struct reader *rd, const char *s, size_t n)
{
	strbuf_add(&rd->lines, s, n);
	if (rd->lines.len > HASH_AT_ONCE)
		digest(rd->patch[rd->at].lines, &rd->lines);
}

/* As is_conflict_marker() in git's diff.c. */
static void count_marker(struct patch *p, const char *s, size_t n)
{
	if (n <= MARKER || (*s != '<' && *s != '>' && *s != '=') ||
	    !is_space(s[MARKER]))
		return;
	for (int i = 1; i < MARKER; i++)
		if (s[i] != *s)
			return;
	if (*s == '=')
		p->middles++;
	else
		p->sides++;
}

static bool begins(const char *s, size_t n, const char *with)
{
	size_t len = strlen(with);

	return n >= len && !memcmp(s, with, len);
}

static void read_line(struct reader *rd, const char *s, size_t n)
{
	if (n == GIT_OID_HEXSZ + 1 &&
	    strspn(s, "0123456789abcdef") == GIT_OID_HEXSZ) {
		begin_patch(rd, s);
		return;
	}
	if (rd->at >= rd->n) {
		rd->damaged = true;
		return;
	}
	if (begins(s, n, "index ")) {
		strbuf_reset(&rd->index);
		strbuf_add(&rd->index, s, n);
		return;
	}
	if (begins(s, n, "@@ ")) {
		rd->in_hunk = true;
		return;
	}
	if (begins(s, n, "Binary files ")) {
		add_text(rd, rd->index.buf, rd->index.len);
		add_line(rd, rd->index.buf, rd->index.len);
	}
	add_text(rd, s, n);
	rd->in_hunk = rd->in_hunk && *s != 'd'; /* diff */
	if (rd->in_hunk && (*s == '+' || *s == '-'))
		add_line(rd, s, n);
	if (rd->in_hunk && *s == '+')
		count_marker(&rd->patch[rd->at], s + 1, n - 1);
}

static void take(void *arg, const char *data, size_t n)
{
	struct reader *rd = arg;
	const char *end = data + n;

	while (data < end) {
		const char *lf = memchr(data, '\n', (size_t)(end - data));
		const char *next = lf ? lf + 1 : end;
		if (!lf || rd->rest.len)
			strbuf_add(&rd->rest, data, (size_t)(next - data));
		if (lf && rd->rest.len) {
			read_line(rd, rd->rest.buf, rd->rest.len);
			strbuf_reset(&rd->rest);
		} else if (lf) {
			read_line(rd, data, (size_t)(next - data));
		}
		data = next;
	}
}

static int ask(struct repo *r, struct reader *rd, const struct strbuf *in)
{
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT;
	CLEANUP(strvec) struct strvec env = STRVEC_INIT;
	const char *argv[] = { "git",
			       "-c",
			       "core.deltaBaseCacheLimit=32m", /* of 96 */
			       "diff-tree",
			       "--stdin",
			       "--root",
			       "-r",
			       "-p",
			       "-U3",
			       "--diff-algorithm=default",
			       "--indent-heuristic",
			       "--full-index",
			       "--no-renames",
			       "--no-ext-diff",
			       "--no-textconv",
			       "--no-color",
			       "--src-prefix=",
			       "--dst-prefix=",
			       NULL };
	for (size_t i = 0; r->env && r->env[i]; i++)
		strvec_push(&env, r->env[i]);
	strvec_push(&env, "GIT_DIFF_OPTS"); /* it would win over -U3 */
	struct run run = { .argv = argv,
			   .env = (const char *const *)env.v,
			   .in = in->buf,
			   .in_len = in->len,
			   .out = &out,
			   .seen = take,
			   .seen_arg = rd };
	int rc = run_command(&run);

	if (rc < 0)
		return rc;
	if (rc || rd->damaged || rd->rest.len)
		return error(E_FAIL,
			     "cannot read the patches of git diff-tree");
	end_patch(rd);
	return 0;
}

static int read_some(struct repo *r, struct patch *patch, size_t n)
{
	CLEANUP(strbuf) struct strbuf in = STRBUF_INIT;
	struct reader rd = { .patch = patch,
			     .n = n,
			     .at = n,
			     .rest = STRBUF_INIT,
			     .text = STRBUF_INIT,
			     .lines = STRBUF_INIT,
			     .index = STRBUF_INIT };

	for (size_t i = 0; i < n; i++) {
		bool root = git_oid_is_zero(&patch[i].parent);
		patch[i].id[0] = patch[i].lines[0] = '\0';
		patch[i].sides = patch[i].middles = 0;
		strbuf_addf(&in, "%s%s%s\n", oid_hex(&patch[i].commit),
			    root ? "" : " ",
			    root ? "" : oid_hex(&patch[i].parent));
	}
	int rc = ask(r, &rd, &in);
	strbuf_release(&rd.rest);
	strbuf_release(&rd.text);
	strbuf_release(&rd.lines);
	strbuf_release(&rd.index);
	return rc;
}

int patch_read_all(struct repo *r, struct patch *patch, size_t n)
{
	int rc = 0;

	for (size_t i = 0; !rc && i < n; i += AT_ONCE)
		rc = read_some(r, patch + i, n - i < AT_ONCE ? n - i : AT_ONCE);
	return rc;
}
