#include "object/hook_view_reftable.h"

#include "base/cleanup.h"
#include "base/dir.h"
#include "base/file.h"
#include "base/run.h"
#include "base/tempdir.h"
#include "git/hook.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

enum { TRIES = 10, LIST_MAX = 1 << 20, TABLE_MAX = 1 << 30 };

static int read_list(const char *dir, struct strbuf *out)
{
	CLEANUP(text) char *path = xasprintf("%s/tables.list", dir);

	strbuf_reset(out);
	return strbuf_read_file(out, path, LIST_MAX, false);
}

/* By a name of its own, so that it stays when git compacts the stack. */
static int take(const char *from, const char *to, const char *name)
{
	CLEANUP(text) char *a = xasprintf("%s/%s", from, name);
	CLEANUP(text) char *b = xasprintf("%s/%s", to, name);
	CLEANUP(strbuf) struct strbuf table = STRBUF_INIT;

	if (!link(a, b) || errno == EEXIST)
		return 0;
	int rc = strbuf_read_file(&table, a, TABLE_MAX, false);
	return rc < 0 ? rc : tempdir_write(b, table.buf, table.len);
}

static int take_all(const char *from, const char *to, const struct strbuf *list)
{
	CLEANUP(text) char *names = xstrdup(list->buf);
	int rc = 0;

	for (char *save, *name = strtok_r(names, "\n", &save); name && !rc;
	     name = strtok_r(NULL, "\n", &save))
		rc = take(from, to, name);
	return rc;
}

int hook_view_copy_stack(const char *from, const char *to)
{
	CLEANUP(strbuf) struct strbuf list = STRBUF_INIT, then = STRBUF_INIT;
	CLEANUP(text) char *path = xasprintf("%s/tables.list", to);
	int rc = dir_make(to);

	/* a table that is gone was compacted meanwhile: then the list is another */
	for (int i = 0; !rc && i < TRIES; i++) {
		rc = read_list(from, &list);
		if (rc < 0)
			return rc;
		int taken = take_all(from, to, &list);
		rc = read_list(from, &then);
		if (!rc && !strcmp(list.buf, then.buf))
			return taken < 0 ?
				       taken :
				       tempdir_write(path, list.buf, list.len);
	}
	return rc < 0 ? rc : error(E_FAIL, "the refs do not stand still");
}

int hook_view_set_refs(const struct hook_view *v, bool moved)
{
	CLEANUP(strvec) struct strvec argv = STRVEC_INIT, env = STRVEC_INIT;
	CLEANUP(strbuf) struct strbuf in = STRBUF_INIT, err = STRBUF_INIT;

	for (size_t i = 0; i < v->env.n; i++)
		strvec_push(&env, v->env.v[i]);
	strvec_push(&argv, "git");
	hook_silence(v->repo, "reference-transaction", &argv, &env);
	strvec_pushl(&argv, "update-ref", "--no-deref", "--stdin",
		     (char *)NULL);
	strbuf_addf(&in, "symref-update HEAD refs/heads/%s\n", v->branch);
	strbuf_addf(&in, "update ORIG_HEAD %s\n", oid_hex(&v->head));
	if (moved)
		strbuf_addf(&in, "update refs/heads/%s %s\n", v->branch,
			    oid_hex(&v->head));
	struct run run = { .argv = (const char *const *)argv.v,
			   .env = (const char *const *)env.v,
			   .dir = v->top,
			   .in = in.buf,
			   .in_len = in.len,
			   .err = &err };
	int rc = run_command(&run);
	if (rc <= 0)
		return rc;
	strbuf_trim_end(&err);
	return error(E_FAIL, "cannot show a hook where HEAD is: %s", err.buf);
}
