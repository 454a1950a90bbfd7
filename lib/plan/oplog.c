#include "plan/oplog.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "base/json_lines.h"

#include <string.h>

#define LOG_MAX (64 * 1024 * 1024)

/* The strings of an array, a line each. */
static void add_lines(struct strbuf *out, json_object *array)
{
	for (size_t i = 0; i < json_object_array_length(array); i++) {
		const char *line = json_item_str(array, i);
		strbuf_adds(out, line ? line : "");
		strbuf_addc(out, '\n');
	}
}

static void take(struct repo *r, struct oplog *out, json_object *o)
{
	const char *id = json_get_str(o, "id");
	json_object *lines = json_get_array(o, "lines");
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;

	if (!id || !lines || !json_get_str(o, "plan") ||
	    !json_get_str(o, "verb"))
		return;
	/* killed between the log and the end of the journal: noted twice */
	if (out->n && !strcmp(out->item[out->n - 1].id, id))
		return;
	add_lines(&text, lines);
	out->item =
		arena_grow(&r->arena, out->item, out->n, sizeof(*out->item));
	struct operation *op = &out->item[out->n++];
	op->id = arena_strdup(&r->arena, id);
	op->title = arena_strdup(&r->arena, json_get_str(o, "plan"));
	op->verb = arena_strdup(&r->arena, json_get_str(o, "verb"));
	op->undoes = arena_strdup(&r->arena, json_get_str(o, "undoes"));
	op->part_of = arena_strdup(&r->arena, json_get_str(o, "part_of"));
	op->told = arena_strdup(&r->arena, json_get_str(o, "told"));
	op->time = json_get_int(o, "time");
	op->lines = arena_strdup(&r->arena, text.buf);
	op->bypassed = NULL;
	json_object *bypassed = json_get_array(o, "bypassed");
	strbuf_reset(&text);
	if (bypassed) {
		add_lines(&text, bypassed);
		op->bypassed = arena_strdup(&r->arena, text.buf);
	}
}

/* Does the taking back of `id` take back `op`, too? */
static bool is_of(const struct operation *op, const char *id)
{
	return !strcmp(op->id, id) || (op->part_of && !strcmp(op->part_of, id));
}

bool operation_is_first(const struct operation *op)
{
	return !op->part_of || !strcmp(op->part_of, op->id);
}

/* The steps of a plan: between its first line and its last. */
static size_t add_steps(struct strbuf *out, const char *lines)
{
	const char *p = strchr(lines, '\n'), *next;
	size_t n = 0;

	p = p ? p + 1 : "";
	for (next = strchr(p, '\n'); next && next[1]; next = strchr(p, '\n')) {
		strbuf_add(out, p, (size_t)(next + 1 - p));
		p = next + 1;
		n++;
	}
	return n;
}

const char *oplog_whole(struct repo *r, const struct oplog *log,
			const struct operation *op)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	size_t n = 0;

	if (!op->part_of)
		return op->lines;
	strbuf_add(&text, op->lines, strcspn(op->lines, "\n") + 1);
	for (size_t i = 0; i < log->n; i++)
		if (is_of(&log->item[i], op->part_of))
			n += add_steps(&text, log->item[i].lines);
	strbuf_addf(&text, "{\"version\":1,\"end\":%zu}\n", n);
	return arena_strdup(&r->arena, text.buf);
}

/* People see the first plan of a command for all of it. */
static void tell_first(struct repo *r, struct oplog *out,
		       const struct operation *op)
{
	for (size_t i = 0; i < out->n; i++) {
		struct operation *first = &out->item[i];
		if (strcmp(first->id, op->part_of) != 0)
			continue;
		first->bypassed = arena_printf(
			&r->arena, "%s%s",
			first->bypassed ? first->bypassed : "", op->bypassed);
		return;
	}
}

int oplog_read(struct repo *r, struct oplog *out)
{
	const char *path = arena_printf(&r->arena, "%s/log", r->state_dir);
	CLEANUP(json_lines) struct json_lines lines = JSON_LINES_INIT;
	int rc = json_lines_read(&lines, path, LOG_MAX);

	memset(out, 0, sizeof(*out));
	if (rc < 0)
		return rc;
	while (json_lines_next(&lines))
		take(r, out, lines.value);
	for (size_t i = 0; i < out->n; i++)
		for (size_t k = 0; out->item[i].undoes && k < i; k++)
			if (is_of(&out->item[k], out->item[i].undoes))
				out->item[k].undone = true;
	for (size_t i = 0; i < out->n; i++)
		if (out->item[i].bypassed && !operation_is_first(&out->item[i]))
			tell_first(r, out, &out->item[i]);
	return 0;
}

int oplog_add(struct repo *r, const struct plan *p, const char *bypassed)
{
	CLEANUP(json) json_object *o = json_object_new_object();
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	struct plan brief = *p;

	brief.step = arena_alloc(&r->arena, (p->n + 1) * sizeof(*p->step));
	for (size_t i = 0; i < p->n; i++) {
		brief.step[i] = p->step[i];
		if (p->step[i].kind == STEP_NOTE)
			brief.step[i].message = NULL; /* of use to none */
	}
	json_object_object_add(o, "version", json_object_new_int(1));
	json_add_str(o, "id", p->id);
	json_object_object_add(o, "time",
			       json_object_new_int64((int64_t)time(NULL)));
	json_add_str(o, "plan", p->title);
	json_add_str(o, "verb", p->verb);
	json_add_str(o, "undoes", p->undoes);
	json_add_str(o, "part_of", p->part_of);
	json_add_str(o, "told", r->told);
	plan_write(&brief, &text);
	if (bypassed)
		json_add_lines(o, "bypassed", bypassed);
	json_add_lines(o, "lines", text.buf);
	CLEANUP(strbuf) struct strbuf all = STRBUF_INIT;
	strbuf_adds(&all, json_line(o));
	strbuf_addc(&all, '\n');
	return file_append(arena_printf(&r->arena, "%s/log", r->state_dir),
			   all.buf, all.len);
}
