#include "rules/fault.h"

#include "base/cleanup.h"
#include "base/json.h"
#include "base/message.h"

#include <stdlib.h>
#include <string.h>

/* So many of a rule are told of; the others are counted. */
enum { TOLD_MAX = 50 };

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

const char *fault_level(const struct fault *f, enum side side)
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
		n += !strcmp(fault_level(&f->v[i], f->side), level);
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

/* Is it one of the first `n` that were told of? */
static bool is_told(const char *const *told, size_t n, const char *origin)
{
	while (n && strcmp(told[n - 1], origin) != 0)
		n--;
	return n > 0;
}

/* "origin/main:.gitrel:4,7, local file:.git/config": a few, of any number of
 * faults. */
static const char *origins(struct strbuf *sb, const struct faults *f)
{
	const char *told[2 * N_RULES + 1];
	size_t n_told = 0;

	for (size_t i = 0; i < f->n && n_told < 2 * N_RULES + 1; i++) {
		const char *origin = f->v[i].origin;
		const char *last = n_told ? told[n_told - 1] : NULL;
		if (!origin || is_told(told, n_told, origin))
			continue;
		size_t n = file_of(origin);
		if (last && file_of(last) == n && origin[n] &&
		    !strncmp(last, origin, n))
			strbuf_addf(sb, ",%s", origin + n + 1);
		else
			strbuf_addf(sb, "%s%s", last ? ", " : "", origin);
		told[n_told++] = origin;
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

/* A name of several lines does not begin one: CI reads commands from there. */
static void add_fault(struct strbuf *text, const struct faults *f,
		      const struct fault *fault)
{
	CLEANUP(text)
	char *prefix = xasprintf("%s: %s: ", fault_level(fault, f->side),
				 fault_rule(fault));

	message_add(text, prefix, fault->text);
	add_hints(text, fault->hint);
}

static void add_rest(struct strbuf *text, const struct faults *f,
		     const struct fault *of, size_t n)
{
	CLEANUP(text)
	char *line = xasprintf("%s: %s: and %zu more", fault_level(of, f->side),
			       fault_rule(of), n);

	message_add(text, "", line);
}

/* What is against one rule. */
static void add_rule(struct strbuf *text, const struct faults *f,
		     const struct fault *v, size_t n)
{
	static const char *const levels[] = { "error", "warning", "bypassed" };
	size_t told[3] = { 0 };
	const struct fault *rest[3] = { NULL };

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < 3; k++) {
			if (strcmp(fault_level(&v[i], f->side), levels[k]) != 0)
				continue;
			if (told[k]++ < TOLD_MAX)
				add_fault(text, f, &v[i]);
			else
				rest[k] = &v[i];
		}
	for (size_t k = 0; k < 3; k++)
		if (rest[k])
			add_rest(text, f, rest[k], told[k] - TOLD_MAX);
}

void faults_print(const struct faults *f, FILE *out)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;

	if (!f->n)
		return;
	for (size_t i = 0, n; i < f->n; i += n) {
		for (n = 1; i + n < f->n && f->v[i + n].id == f->v[i].id; n++)
			;
		add_rule(&text, f, &f->v[i], n);
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
		json_add_str(o, "level", fault_level(fault, f->side));
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
