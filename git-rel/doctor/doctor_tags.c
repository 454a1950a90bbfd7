/*
 * What was released: is each tag what it should be, where it should be?
 */
#include "git-rel/doctor/doctor.h"

#include "base/cleanup.h"
#include "base/message.h"
#include "git/history.h"
#include "object/signer.h"
#include "release/branch.h"
#include "rules/judge.h"

#include <string.h>

/* A practice of the project is none of our business as long as nobody has said
 * how it should be; what is done otherwise once in a while is a mistake.  So long
 * ago, it is history: without settings only the last releases are judged. */
static bool is_wrong(const struct doctor *d, bool said, size_t bad, size_t all)
{
	bool few = bad && (bad * 10 <= all || (d->configured && bad <= 2));

	return said ? bad > 0 : few;
}

static bool is_final(const struct release_tag *t)
{
	return !t->lies && !version_is_pre(&t->version);
}

/* Is it judged, by rules that are about releases? */
static bool counts(const struct release_tag *t)
{
	return !t->old && !t->no_commit && is_final(t);
}

static bool is_told(const struct doctor *d, const struct release_tag *t)
{
	return counts(t) && (d->configured || t->recent);
}

static const char *word(struct doctor *d, const char *name)
{
	return ctx_shell(d->c, name);
}

/* A tag that nobody else has can be made anew; one that is out stays: NULL. */
static const char *mend_tag(struct doctor *d, const struct release_tag *t)
{
	if (branch_remote(d->c))
		return NULL;
	return arena_printf(&d->c->repo.arena,
			    "git tag -d %s && git rel tag %s %s",
			    word(d, t->name), word(d, t->version.text),
			    oid_hex(&t->commit));
}

/* Is the merge of it into main one that the rules let in, and that somebody
 * still waits for? */
static const char *mend_place(struct doctor *d, const struct release_tag *t)
{
	const char *trunk = setting(&d->c->repo.config, K_MAIN);

	if (!t->recent || doctor_rule(d, R_MERGE_INTO_MAIN))
		return NULL;
	return arena_printf(&d->c->repo.arena, "%s && git merge --no-ff %s",
			    branch_switch(d->c, trunk), word(d, t->name));
}

/* ---- kind ----------------------------------------------------------------- */

static bool is_good_kind(struct doctor *d, const struct release_tag *t,
			 const char *wanted)
{
	if (!strcmp(wanted, "signed"))
		return t->annotated && signer_is_there(&d->c->repo, &t->id);
	return t->annotated || !strcmp(wanted, "any");
}

/* What the rule says, else the setting of what `finish` makes. */
static const char *wanted_kind(struct doctor *d)
{
	const struct rules_item *rule = doctor_rule(d, R_TAG_KIND);
	const struct config *config = &d->c->repo.config;

	if (rule)
		return rule->value;
	if (setting_is(config, K_SIGN, "lightweight"))
		return "any";
	return setting_is(config, K_SIGN, "required") ? "signed" : "annotated";
}

static bool is_kind_said(const struct doctor *d)
{
	return doctor_rule(d, R_TAG_KIND) ||
	       d->c->repo.config.setting[K_SIGN].rank >= RANK_POLICY;
}

static void tell_kinds(struct doctor *d, const char *wanted)
{
	for (size_t i = 0; i < d->n_tags; i++) {
		const struct release_tag *t = &d->tag[i];
		if (is_told(d, t) && !is_good_kind(d, t, wanted))
			doctor_fault(d, R_TAG_KIND, t->name, mend_tag(d, t),
				     t->annotated ? "'%s' is not signed" :
						    "'%s' is a lightweight tag",
				     t->name);
	}
}

static void look_at_kinds(struct doctor *d)
{
	const char *wanted = wanted_kind(d);
	size_t bad = 0, all = 0;

	for (size_t i = 0; i < d->n_tags; i++) {
		const struct release_tag *t = &d->tag[i];
		if (!counts(t))
			continue;
		all++;
		if (is_good_kind(d, t, wanted))
			continue;
		bad++;
	}
	bool wrong = is_wrong(d, is_kind_said(d), bad, all);
	if (wrong)
		tell_kinds(d, wanted);
	if (all && (!wrong || !d->configured))
		audit_add(&d->audit, AUDIT_OK, "tag-kind", "tags", NULL,
			  "%s: %zu of %zu tag%s of versions",
			  !strcmp(wanted, "any") ? "of any kind" : wanted,
			  all - bad, all, all == 1 ? "" : "s");
}

/* ---- place ---------------------------------------------------------------- */

/* Is the stable branch of its series there?  Then it is there that it lands. */
static bool is_of_line(struct doctor *d, const struct release_tag *t)
{
	struct release rel = { 0 };
	struct saved_error before;

	error_save(&before);
	bool is = release_name(d->c, &rel, &t->version, false) == 0 &&
		  rel.on_stable;
	(void)error_restore(0, &before);
	return is;
}

/* What is wrong with its place; NULL: nothing. */
static const char *misplaced(struct doctor *d, const struct release_tag *t)
{
	const struct walked_commit *at = walk_find(&d->walk, &t->commit);
	const struct rules_item *rule = doctor_rule(d, R_TAG_PLACE);
	const char *trunk = setting(&d->c->repo.config, K_MAIN);
	struct arena *a = &d->c->repo.arena;

	if (!at)
		return NULL;
	if (!(at->flags & WALK_BRANCH))
		return "no branch has";
	if (!d->configured || git_oid_is_zero(&d->main))
		return NULL;
	if (!(at->flags & WALK_MAIN))
		return is_of_line(d, t) ?
			       NULL :
			       arena_printf(a, "'%s' does not have", trunk);
	return rule && !strcmp(rule->value, "merge") &&
			       !(at->flags & WALK_MERGE) ?
		       "is no merge of its branch" :
		       NULL;
}

static void tell_place(struct doctor *d, const struct release_tag *t)
{
	const char *how = misplaced(d, t);
	bool there = how && strstr(how, "is no merge");

	if (how)
		doctor_fault(d, R_TAG_PLACE, t->name,
			     there ? mend_tag(d, t) : mend_place(d, t),
			     "'%s' is on %s, which %s", t->name,
			     oid_short(&t->commit), how);
}

static void look_at_places(struct doctor *d)
{
	size_t bad = 0, all = 0;

	for (size_t i = 0; i < d->n_tags; i++) {
		const struct release_tag *t = &d->tag[i];
		if (t->no_commit)
			audit_add(&d->audit, AUDIT_ERROR, "tag-place", t->name,
				  arena_printf(&d->c->repo.arena,
					       "git tag -d %s",
					       word(d, t->name)),
				  "'%s' is on no commit", t->name);
		if (!counts(t))
			continue;
		all++;
		bad += misplaced(d, t) != NULL;
	}
	if (!d->whole)
		return;
	bool wrong = is_wrong(d, doctor_rule(d, R_TAG_PLACE) != NULL, bad, all);
	if (all && (!wrong || !d->configured))
		audit_add(&d->audit, AUDIT_OK, "tag-place", "tags", NULL,
			  "%s: %zu of %zu tag%s of versions",
			  d->configured ? "on their line" : "on a branch",
			  all - bad, all, all == 1 ? "" : "s");
	for (size_t i = 0; i < d->n_tags; i++)
		if (wrong && is_told(d, &d->tag[i]))
			tell_place(d, &d->tag[i]);
}

/* ---- order ---------------------------------------------------------------- */

/* `lower` was tagged on top of `higher`.  Of many that are higher the highest is
 * told: the tag that is out of order is the lower one. */
void doctor_see_below(void *arg, size_t higher, size_t lower)
{
	struct doctor *d = arg;
	struct release_tag *high = &d->tag[higher], *low = &d->tag[lower];

	if (low->old || version_cmp(&high->version, &low->version) <= 0 ||
	    (low->above && low->above <= higher + 1))
		return;
	low->above = higher + 1;
}

static void look_at_order(struct doctor *d)
{
	size_t bad = 0, all = 0;

	for (size_t i = 0; i < d->n_tags; i++) {
		all += counts(&d->tag[i]);
		bad += d->tag[i].above != 0;
	}
	if (!is_wrong(d, doctor_rule(d, R_VERSION_ORDER) != NULL, bad, all) &&
	    bad)
		return;
	for (size_t i = 0; i < d->n_tags; i++) {
		const struct release_tag *t = &d->tag[i];
		if (!t->above)
			continue;
		doctor_fault(d, R_VERSION_ORDER, t->name, NULL,
			     "'%s' has '%s' behind it, which is higher",
			     t->name, d->tag[t->above - 1].name);
	}
	if (!bad && all > 1 && d->whole)
		audit_add(&d->audit, AUDIT_OK, "version-order", "tags", NULL,
			  "what came later has the higher version");
}

/* ---- what the judge says of each ------------------------------------------ */

static bool is_for_judge(enum rule_id id)
{
	return id == R_TAG_PATTERN || id == R_VERSION_FILES ||
	       id == R_TAG_SIGNERS;
}

static int ask_judge(struct doctor *d)
{
	CLEANUP(faults) struct faults faults = { .arena = &d->c->repo.arena };
	struct arena *a = &d->c->repo.arena;
	struct changes changes = { .way = WAY_RANGE };
	struct rules some = d->rules;

	some.n = 0;
	some.since = d->rules.audit_since;
	some.item = arena_alloc(a, (d->rules.n + 1) * sizeof(*some.item));
	for (size_t i = 0; i < d->rules.n; i++)
		if (is_for_judge(d->rules.item[i].id))
			some.item[some.n++] = d->rules.item[i];
	changes.v = arena_alloc(a, (d->n_tags + 1) * sizeof(*changes.v));
	for (size_t i = 0; i < d->n_tags; i++)
		if (counts(&d->tag[i]))
			changes.v[changes.n++] = (struct ref_change){
				.ref = arena_printf(a, "refs/tags/%s",
						    d->tag[i].name),
				.to = d->tag[i].id
			};
	if (!some.n || !changes.n)
		return 0;
	int rc = judge(&d->c->repo, &some, &changes, &faults);
	for (size_t i = 0; i < faults.n; i++)
		if (faults.v[i].id != R_TAG_PATTERN &&
		    faults.v[i].state != FAULT_UNKNOWN)
			faults.v[i].hint = NULL; /* they are about a push */
	audit_add_faults(&d->audit, &faults);
	return rc;
}

static void look_at_names(struct doctor *d)
{
	struct arena *a = &d->c->repo.arena;

	for (size_t i = 0; i < d->n_tags; i++) {
		const char *tag = d->tag[i].name;
		git_oid id;
		if (branch_ref(d->c, "heads", tag, &id) < 0 ||
		    git_oid_is_zero(&id))
			continue;
		audit_add(&d->audit, AUDIT_WARNING, "names", tag,
			  arena_printf(a, "git branch -m %s %s", word(d, tag),
				       word(d,
					    arena_printf(a, "%s-branch", tag))),
			  "'%s' is a tag and a branch", tag);
	}
}

int doctor_tags(struct doctor *d)
{
	look_at_kinds(d);
	look_at_places(d);
	look_at_order(d);
	look_at_names(d);
	int rc = ask_judge(d);
	return rc < 0 ? rc : doctor_leave_out(d);
}
