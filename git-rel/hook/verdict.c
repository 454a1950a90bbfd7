#include "git-rel/hook/verdict.h"

#include "base/cleanup.h"
#include "base/message.h"
#include "git-rel/hook/server_log.h"
#include "rules/rule.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* Nobody is kept from work by what is wrong with us. */
int verdict_unable(const struct verdict *v, int rc)
{
	if (v->side == SIDE_SERVER)
		return rc;
	warning("no rule is looked at: %s", error_message());
	return 0;
}

/* Where several accounts push to one repository, each has its own ~/.gitconfig:
 * only that of who owns the repository is the server's. */
static int keep_servers_own(struct repo *r)
{
	struct stat st;

	if (stat(r->common_dir, &st) < 0)
		return error_errno("cannot look at '%s'", r->common_dir);
	return st.st_uid == geteuid() ? 0 : config_forget_person(&r->config);
}

int verdict_open(struct verdict *v, struct repo *r, enum side side)
{
	*v = (struct verdict){ .repo = r, .side = side };
	int rc = repo_open(r, side == SIDE_CLIENT);

	if (!rc && side == SIDE_SERVER)
		rc = keep_servers_own(r);
	/* `git clone --bare` leaves one, and main is not followed from there */
	if (!rc && side == SIDE_SERVER)
		config_forget_remotes(&r->config);
	if (!rc)
		rc = config_settle(&r->config);
	v->opened = !rc;
	if (!rc)
		rc = rules_of_main(&v->rules, r, side);
	v->known = rc >= 0;
	return rc < 0 ? verdict_unable(v, rc) : 0;
}

void verdict_close(struct verdict *v)
{
	rules_release(&v->rules);
}

bool verdict_has_rules(const struct verdict *v)
{
	return v->known && v->rules.n;
}

static int conclude(struct verdict *v, struct faults *f, int rc)
{
	if (rc < 0)
		return verdict_unable(v, rc);
	faults_print(f, stderr);
	return faults_count(f, "error") > 0;
}

/* What is missing may come with it. */
static void say_alone(const struct faults *f)
{
	bool any = false;

	for (size_t i = 0; i < f->n; i++)
		any = any ||
		      (f->v[i].id < N_RULES && f->v[i].state == FAULT_ERROR &&
		       rule_table[f->v[i].id].by & RULE_OF_ALL);
	if (any)
		fputs("hint: update sees one ref of a push; where several belong together, let pre-receive judge\n",
		      stderr);
}

int verdict_on_draft(struct verdict *v, const struct draft *d)
{
	CLEANUP(faults) struct faults f = { .arena = &v->repo->arena };
	int rc = judge_draft(v->repo, &v->rules, d, &f);

	return conclude(v, &f, rc);
}

int verdict_on_changes(struct verdict *v, const struct changes *c)
{
	CLEANUP(faults) struct faults f = { .arena = &v->repo->arena };
	int rc = v->asks ? judge_push(v->repo, &v->rules, c, &f) :
			   judge(v->repo, &v->rules, c, &f);

	if (rc >= 0 && v->side == SIDE_SERVER)
		rc = server_log_add(v->repo, c, &f);
	rc = conclude(v, &f, rc);
	if (rc == 1 && c->alone)
		say_alone(&f);
	return rc;
}
