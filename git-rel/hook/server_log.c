#include "git-rel/hook/server_log.h"

#include "base/cleanup.h"
#include "base/dir.h"
#include "base/file.h"
#include "base/json.h"

#include <string.h>
#include <time.h>

static const struct ref_change *change_of(const struct changes *c,
					  const char *ref)
{
	for (size_t i = 0; ref && i < c->n; i++)
		if (!strcmp(c->v[i].ref, ref))
			return &c->v[i];
	return NULL;
}

static void add_line(struct strbuf *out, const struct changes *c,
		     const struct fault *f)
{
	CLEANUP(json) json_object *o = json_object_new_object();
	const struct ref_change *ch = change_of(c, f->ref);

	json_object_object_add(o, "version", json_object_new_int(1));
	json_object_object_add(o, "time",
			       json_object_new_int64((int64_t)time(NULL)));
	json_add_str(o, "by", c->by);
	json_add_str(o, "rule", fault_rule(f));
	json_add_str(o, "reason", c->reason);
	json_add_str(o, "ref", f->ref);
	if (ch) {
		json_add_str(o, "from", oid_hex(&ch->from));
		json_add_str(o, "to", oid_hex(&ch->to));
	}
	if (!git_oid_is_zero(&f->commit))
		json_add_str(o, "commit", oid_hex(&f->commit));
	json_add_str(o, "message", f->text);
	strbuf_adds(out, json_line(o));
	strbuf_addc(out, '\n');
}

int server_log_add(struct repo *r, const struct changes *c,
		   const struct faults *f)
{
	CLEANUP(strbuf) struct strbuf lines = STRBUF_INIT;
	int rc;

	if (faults_count(f, "error"))
		return 0;
	for (size_t i = 0; i < f->n; i++)
		if (f->v[i].state == FAULT_BYPASSED)
			add_line(&lines, c, &f->v[i]);
	if (!lines.len)
		return 0;
	if ((rc = dir_make(r->state_dir)) < 0)
		return rc;
	return file_append(arena_printf(&r->arena, "%s/bypassed", r->state_dir),
			   lines.buf, lines.len);
}
