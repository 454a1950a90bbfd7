/*
 * git rel log: what the suite did here.
 */
#include "git-rel/cmds.h"

#include "base/cleanup.h"
#include "base/json.h"
#include "cli/ui.h"
#include "plan/oplog.h"

#include <string.h>
#include <time.h>

static const struct opt opts[] = { OPT_END };

static void print_json(const struct operation *op, FILE *out)
{
	CLEANUP(json) json_object *o = json_object_new_object();

	json_object_object_add(o, "version", json_object_new_int(1));
	json_add_str(o, "id", op->id);
	json_object_object_add(o, "time", json_object_new_int64(op->time));
	json_add_str(o, "verb", op->verb);
	json_add_str(o, "plan", op->title);
	json_add_str(o, "undoes", op->undoes);
	json_add_str(o, "told", op->told);
	json_object_object_add(o, "undone",
			       json_object_new_boolean(op->undone));
	if (op->bypassed)
		json_add_lines(o, "bypassed", op->bypassed);
	fprintf(out, "%s\n", json_line(o));
}

/* What one command did in turn, as recording and sharing: "<id>", "<id>.2". */
static bool is_one(const struct operation *a, const struct operation *next)
{
	size_t n = strlen(a->id);

	return !strncmp(a->id, next->id, n) && next->id[n] == '.' &&
	       !strcmp(a->title, next->title);
}

static int show_log(struct ctx *c, FILE *out)
{
	struct oplog log;
	int rc = oplog_read(&c->repo, &log);

	for (size_t i = log.n; rc >= 0 && i-- > 0;) {
		const struct operation *op = &log.item[i];
		time_t t = (time_t)op->time;
		struct tm tm;
		char when[32];
		if (!operation_is_first(op) ||
		    (i && !c->json && is_one(&log.item[i - 1], op)))
			continue; /* a later stage of the same command */
		if (c->json) {
			print_json(op, out);
			continue;
		}
		localtime_r(&t, &tm);
		strftime(when, sizeof(when), "%Y-%m-%d %H:%M", &tm);
		ui_line(out, "%s  %s%s%s", when, op->title,
			op->bypassed ? "  (against rules of the remote)" : "",
			op->undone ? "  (taken back)" : "");
	}
	return rc;
}

const struct cmd cmd_log = {
	.name = "log",
	.args = "[<options>]",
	.brief = "what was done here, newest first",
	.opts = opts,
	.max_args = 0,
	.flags = CMD_PENDING_OK,
	.show = show_log,
};
