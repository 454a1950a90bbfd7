#include "gate/gate_report.h"

#include "base/cleanup.h"
#include "base/dir.h"
#include "dialect/forge_download.h"
#include "text/glob.h"

#include <string.h>

static bool is_kept(const struct words *keep, const char *name)
{
	for (size_t i = 0; i < keep->n; i++)
		if (glob_match(keep->v[i], strlen(keep->v[i]), name,
			       strlen(name)))
			return true;
	return false;
}

/* A name of the forge's is no path of ours. */
static const char *file_for(const struct gate_work *w, const char *artifact)
{
	char *name = arena_printf(&w->c->repo.arena, "gate.%s.%.80s",
				  w->task->name, artifact);

	for (char *p = name; *p; p++)
		if (*p == '/' || (unsigned char)*p <= ' ' ||
		    (unsigned char)*p > '~')
			*p = '_';
	return arena_printf(&w->c->repo.arena, "%s/logs/%s/%s",
			    w->c->repo.state_dir, w->s->rel.version.text, name);
}

/* The first is the report; the digests of all are told. */
static int fetch(struct gate_work *w, struct forge *f,
		 const struct forge_artifact *a, struct strbuf *told)
{
	struct arena *arena = &w->c->repo.arena;
	struct record *rec = &w->result;
	const char *file = file_for(w, a->name);
	char hex[SHA256_HEX_SIZE];
	int rc =
		dir_make(arena_printf(arena, "%s/logs/%s", w->c->repo.state_dir,
				      w->s->rel.version.text));

	if (!rc)
		rc = forge_download(f, a->url, a->digest, file, hex);
	if (rc < 0)
		return rc;
	strbuf_addf(told, "%s%s sha256 %s", told->len ? ", " : "",
		    strrchr(file, '/') + 1, hex);
	if (rec->text[TEXT_LOG])
		return 0;
	rec->text[TEXT_LOG] = arena_strdup(arena, hex);
	return 0;
}

/* One that failed has its own reason. */
static void lacks_it(struct gate_work *w)
{
	if (w->result.result == RESULT_FAIL)
		return;
	w->result.result = RESULT_FAIL;
	w->result.text[TEXT_REASON] = "it left nothing of what is to be kept";
}

int gate_report(struct gate_work *w, struct forge *f, const char *run)
{
	CLEANUP(strbuf) struct strbuf told = STRBUF_INIT;
	const struct words *keep = &w->task->gate->keep;
	struct forge_artifact *all = NULL;
	size_t n = 0;
	int rc = keep->n ? f->ops->artifacts(f, run, &all, &n) : 0;

	if (!keep->n || (rc < 0 && rc != E_NOTFOUND))
		return rc;
	for (size_t i = 0; i < n; i++) {
		if (!all[i].url || !is_kept(keep, all[i].name))
			continue;
		if ((rc = fetch(w, f, &all[i], &told)) < 0)
			return rc;
	}
	if (!told.len)
		lacks_it(w);
	else
		w->result.text[TEXT_MESSAGE] =
			arena_strdup(&w->c->repo.arena, told.buf);
	return 0;
}
