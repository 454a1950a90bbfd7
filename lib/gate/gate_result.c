#include "gate/gate_result.h"

#include "base/cleanup.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/sha256.h"
#include "checklist/read_output.h"
#include "staging/previous.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

enum { NOT_YET = 75, CHUNK = 1 << 16, VALUES_SIZE = 1 << 16 };

static struct arena *arena_of(struct gate_work *w)
{
	return &w->c->repo.arena;
}

/* What a gate leaves in the file that it is told of.  One that is none is passed
 * over: a condition then misses its value. */
static int take_file(struct gate_work *w, struct values *out, const char *path)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	int rc = strbuf_read_file(&text, path, VALUES_SIZE, true);

	if (rc < 0)
		return rc == E_NOTFOUND ? 0 : rc;
	return values_read(out, arena_of(w), text.buf, text.len);
}

static int take_output(struct gate_work *w, struct values *out,
		       struct read_output *r)
{
	int rc = 0;

	if (!read_output_end(r) || w->way == GATE_NOW_LAUNCH)
		return 0;
	for (size_t i = 0; !rc && i < r->pattern->n_names; i++)
		rc = values_set(out, arena_of(w), r->pattern->name[i],
				r->value[i].buf);
	return rc;
}

/* One chunk after the other: into the copy, the digest, and what looks for values. */
static bool read_chunks(FILE *from, FILE *to, struct sha256 *sum,
			struct read_output *out)
{
	static char chunk[CHUNK];
	size_t n;

	do {
		n = fread(chunk, 1, sizeof(chunk), from);
		sha256_add(sum, chunk, n);
		read_output_add(out, chunk, n);
		if (fwrite(chunk, 1, n, to) < n)
			return false;
	} while (n > 0);
	return true;
}

/* What it has left running may say more there: the copy is what was judged. */
static int read_log(struct gate_work *w, const char *log, const char *copy,
		    struct read_output *out)
{
	char digest[SHA256_HEX_SIZE];
	struct sha256 sum;
	FILE *from = fopen(log, "re"), *to;

	if (!from)
		return error_errno("cannot read '%s'", log);
	to = fopen(copy, "we");
	sha256_begin(&sum);
	bool done = to && read_chunks(from, to, &sum, out);
	fclose(from);
	if ((to && fclose(to) != 0) || !done)
		return error_errno("cannot write '%s'", copy);
	sha256_end(&sum, digest);
	w->result.text[TEXT_LOG] = arena_strdup(arena_of(w), digest);
	return 0;
}

/* Why it has not passed though it ended well; NULL: it has. */
static const char *judge(struct gate_work *w, const struct values *now,
			 bool found)
{
	const struct values before = previous_values(w->c, w->s);
	struct values_two two = { now, &before };
	const struct gate *gate = w->task->gate;
	CLEANUP(strbuf) struct strbuf why = STRBUF_INIT;

	if (gate->read.n_names && !found)
		return "no line of what it said has its values";
	if (condition_met(&gate->accept, values_of_two, &two, &why))
		return NULL;
	return arena_strdup(arena_of(w), why.buf);
}

static void tell_job(struct gate_work *w, struct read_output *r)
{
	const struct read_pattern *id = &w->task->gate->read_id;

	w->result.kind = RECORD_LAUNCH;
	w->result.result = RESULT_PENDING;
	for (size_t i = 0; i < id->n_names; i++)
		if (r->found && !strcmp(id->name[i], "id"))
			w->result.text[TEXT_JOB] =
				arena_strdup(arena_of(w), r->value[i].buf);
	if (w->result.text[TEXT_JOB])
		return;
	if (!id->n_names) { /* its check asks for none */
		w->result.text[TEXT_JOB] = arena_printf(arena_of(w), "%s-%lld",
							w->task->name,
							(long long)time(NULL));
		return;
	}
	w->result.kind = RECORD_GATE;
	w->result.result = RESULT_FAIL;
	w->result.text[TEXT_REASON] = "it told no id of its job";
}

static void fill(struct gate_work *w, int status)
{
	char digest[SHA256_HEX_SIZE];
	struct record *rec = &w->result;

	*rec = (struct record){ .kind = RECORD_GATE };
	sha256_hex(digest, w->line, strlen(w->line));
	rec->text[TEXT_NAME] = w->task->name;
	rec->text[TEXT_ASK] = w->task->title;
	rec->text[TEXT_ACCEPT] = w->task->gate->accept_text;
	rec->text[TEXT_JOB] = w->job;
	rec->text[TEXT_COMMAND] = w->line;
	rec->text[TEXT_DIGEST] = arena_strdup(arena_of(w), digest);
	rec->text[TEXT_EXIT] = arena_printf(arena_of(w), "%d", status);
	rec->text[TEXT_SECONDS] =
		arena_printf(arena_of(w), "%.1f",
			     (double)(clock_ms() - w->process.started) / 1000);
}

/* Launched, and nobody knows what became of it for too long? */
static bool is_lost(const struct gate_work *w)
{
	long long limit = w->task->gate->timeout;

	return w->way == GATE_NOW_CHECK && limit && w->launched &&
	       w->launched + limit < (long long)time(NULL);
}

static void decide(struct gate_work *w, int status, const char *stopped,
		   const struct values *now, struct read_output *r)
{
	const char *why = stopped;

	if (!why && w->way == GATE_NOW_CHECK && status == NOT_YET) {
		w->pending = !is_lost(w);
		why = "its job took too long";
	} else if (!why && status) {
		why = arena_printf(arena_of(w), "exit status %d", status);
	} else if (!why && w->way == GATE_NOW_LAUNCH) {
		tell_job(w, r);
		return;
	} else if (!why) {
		why = judge(w, now, r->found);
	}
	w->result.result = why ? RESULT_FAIL : RESULT_PASS;
	w->result.text[TEXT_REASON] = why;
}

int gate_result(struct gate_work *w, int status, const char *stopped,
		const char *log, const char *copy, const char *values)
{
	const struct gate *gate = w->task->gate;
	struct read_output r = READ_OUTPUT(
		w->way == GATE_NOW_LAUNCH ? &gate->read_id : &gate->read);
	struct values now = { 0 };
	int rc;

	w->pending = false;
	fill(w, status);
	if (stopped) /* it has not ended by itself */
		w->result.text[TEXT_EXIT] = NULL;
	rc = read_log(w, log, copy, &r);
	if (!rc) {
		/* values that are none are the gate's fault, and not ours */
		if (!stopped && (take_output(w, &now, &r) < 0 ||
				 take_file(w, &now, values) < 0))
			stopped = arena_strdup(arena_of(w), error_message());
		record_set_values(w->c, &w->result, &now);
		decide(w, status, stopped, &now, &r);
	}
	read_output_release(&r);
	return rc;
}
