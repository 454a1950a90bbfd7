#include "gitea/gitea.h"

int gitea_gates(struct forge *f, const char *run, struct forge_gate **out,
		size_t *n)
{
	(void)run;
	*out = NULL;
	*n = 0;
	return error(E_POLICY, "%s has no environments that wait for a person",
		     f->ops->name);
}

int gitea_gate_answer(struct forge *f, const char *run,
		      const struct forge_gate *gate, bool yes,
		      const char *comment)
{
	(void)run;
	(void)gate;
	(void)yes;
	(void)comment;
	return error(E_POLICY, "%s has no environments that wait for a person",
		     f->ops->name);
}

int gitea_deployment(struct forge *f, const char *commit,
		     const char *environment, struct forge_deployment *out)
{
	(void)commit;
	*out = (struct forge_deployment){ 0 };
	return error(
		E_POLICY,
		"%s tells of no deployments to '%s': an item that a person ticks stands for one",
		f->ops->name, environment);
}
