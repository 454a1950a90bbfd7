#include "git/restore.h"

#include "base/cleanup.h"
#include "base/run.h"
#include "git/hook.h"

int restore_files(struct repo *r, const char *dir, const struct strvec *env,
		  const char *const *args, const struct strbuf *in)
{
	CLEANUP(strvec) struct strvec argv = STRVEC_INIT, own = STRVEC_INIT;

	for (size_t i = 0; i < env->n; i++)
		strvec_push(&own, env->v[i]);
	strvec_pushl(&argv, "git", "-c", "index.sparse=false", "-c",
		     "advice.sparseIndexExpanded=false", (char *)NULL);
	hook_silence(r, "post-checkout", &argv, &own);
	strvec_push(&argv, "restore");
	for (; *args; args++)
		strvec_push(&argv, *args);
	struct run run = { .argv = (const char *const *)argv.v,
			   .env = (const char *const *)own.v,
			   .dir = dir,
			   .in = in ? in->buf : NULL,
			   .in_len = in ? in->len : 0 };
	int rc = run_command(&run);
	return rc > 0 ? error(E_FAIL, "git restore failed in '%s'", dir) : rc;
}
