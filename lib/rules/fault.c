#include "rules/fault.h"

#include "base/cleanup.h"
#include "base/json.h"
#include "base/message.h"

#include <stdlib.h>
#include <string.h>

void faults_release(struct faults *f)
{
	free(f->v);
	f->v = NULL;
	f->n = f->alloc = 0;
}

const char *fault_rule(const struct fault *f)
{
	return f->id == N_RULES ? "policy" : rule_names[f->id];
}

/* "error", "warning" or "bypassed": what it counts as on that side. */
static const char *level_of(const struct fault *f, enum side side)
{
	switch (f->state) {
	case FAULT_ERROR:
		return "error";
	case FAULT_WARNING:
		return "warning";
	case FAULT_BYPASSED:
		return "bypassed";
	case FAULT_UNKNOWN:
		break;
	}
	return side == SIDE_SERVER ? "error" : "warning";
}

size_t faults_count(const struct faults *f, const char *level)
{
	size_t n = 0;

	for (size_t i = 0; i < f->n; i++)
		n += !strcmp(level_of(&f->v[i], f->side), level);
	return n;
}

static void add_hints(struct strbuf *text, const char *hint)
{
	if (hint && *hint)
		message_add(text, "hint: ", hint);
}

/* Behind the file its lines, where it has some. */
static size_t file_of(const char *origin)
{
	const char *colon = strrchr(origin, ':');

	return colon && colon[1] &&
			       !colon[1 + strspn(colon + 1, "0123456789")] ?
		       (size_t)(colon - origin) :
		       strlen(origin);
}

/* "origin/main:.gitrel:4,7, local file:.git/config" */
static const char *origins(struct strbuf *sb, const struct faults *f)
{
	const char *last = NULL;

	for (size_t i = 0; i < f->n; i++) {
		const char *origin = f->v[i].origin;
		bool known = !origin;
		for (size_t k = 0; !known && k < i; k++)
			known = f->v[k].origin &&
				!strcmp(f->v[k].origin, origin);
		if (known)
			continue;
		size_t n = file_of(origin);
		if (last && file_of(last) == n && origin[n] &&
		    !strncmp(last, origin, n))
			strbuf_addf(sb, ",%s", origin + n + 1);
		else
			strbuf_addf(sb, "%s%s", last ? ", " : "", origin);
		last = origin;
	}
	return sb->buf;
}

static void add_count(struct strbuf *text, const struct faults *f)
{
	static const char *const levels[] = { "error", "warning", "bypassed" };
	CLEANUP(strbuf) struct strbuf line = STRBUF_INIT, from = STRBUF_INIT;

	for (size_t i = 0; i < 3; i++) {
		size_t n = faults_count(f, levels[i]);
		if (n)
			strbuf_addf(&line, "%s%zu %s%s", line.len ? ", " : "",
				    n, levels[i], i < 2 && n > 1 ? "s" : "");
	}
	if (*origins(&from, f))
		strbuf_addf(&line, "; rules from %s", from.buf);
	message_add(text, "", line.buf);
}

void faults_print(const struct faults *f, FILE *out)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;

	if (!f->n)
		return;
	for (size_t i = 0; i < f->n; i++) {
		const struct fault *fault = &f->v[i];
		CLEANUP(text)
		char *line = xasprintf("%s: %s: %s", level_of(fault, f->side),
				       fault_rule(fault), fault->text);
		message_add(&text, "", line);
		add_hints(&text, fault->hint);
	}
	add_count(&text, f);
	fwrite(text.buf, 1, text.len, out);
}

void faults_print_json(const struct faults *f, FILE *out)
{
	for (size_t i = 0; i < f->n; i++) {
		const struct fault *fault = &f->v[i];
		CLEANUP(json) json_object *o = json_object_new_object();
		bool of_commit = !git_oid_is_zero(&fault->commit);
		json_object_object_add(o, "version", json_object_new_int(1));
		json_add_str(o, "rule", fault_rule(fault));
		json_add_str(o, "level", level_of(fault, f->side));
		json_add_str(o, "subject",
			     of_commit ? oid_hex(&fault->commit) :
					 ref_short(fault->ref));
		json_add_str(o, "ref", fault->ref);
		json_add_str(o, "commit",
			     of_commit ? oid_hex(&fault->commit) : NULL);
		json_object_object_add(o, "judged",
				       json_object_new_boolean(fault->state !=
							       FAULT_UNKNOWN));
		json_add_str(o, "message", fault->text);
		json_add_str(o, "hint", fault->hint);
		json_add_str(o, "origin", fault->origin);
		fprintf(out, "%s\n", json_line(o));
	}
}
