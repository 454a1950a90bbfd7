#include "git-rel/protect/wishes.h"

#include "base/cleanup.h"
#include "base/json.h"
#include "config/back_merge.h"
#include "dialect/forge_json.h"
#include "release/forge_step.h"
#include "rules/rule_value.h"

#include <stdlib.h>
#include <string.h>

static const char a_version[] = "1.2.0";

struct reading {
	struct wishes *out;
	const struct rules *rules;
	struct arena *arena;
};

static struct wish *wish_of(struct reading *r, const char *pattern, bool tag)
{
	struct wishes *w = r->out;

	for (size_t i = 0; i < w->n; i++)
		if (w->v[i].want.tag == tag &&
		    !strcmp(w->v[i].want.pattern, pattern))
			return &w->v[i];
	w->v = arena_grow(r->arena, w->v, w->n, sizeof(*w->v));
	struct wish *new = &w->v[w->n++];
	*new = (struct wish){ .want = rule_open(pattern, tag) };
	return new;
}

static void because(struct reading *r, struct wish *w, enum rule_id id)
{
	w->rules = w->rules ? arena_printf(r->arena, "%s, %s", w->rules,
					   rule_names[id]) :
			      rule_names[id];
}

typedef void take_pattern(struct reading *r, const char *pattern,
			  enum rule_id id);

static void each_word(struct reading *r, const char *list, enum rule_id id,
		      take_pattern *take)
{
	struct word word;

	while (word_next(&list, ' ', &word))
		take(r, arena_strndup(r->arena, word.s, word.n), id);
}

/* The forge merges releases into it. */
static bool takes_releases(const struct reading *r, const char *pattern)
{
	const struct config *config = r->rules->config;

	return setting_is(config, K_FINISH, "pr") &&
	       rule_fits(pattern, setting(config, K_MAIN));
}

/* ... or what was released, and nobody pushes there. */
static bool takes_requests(const struct reading *r, const char *pattern)
{
	const struct config *config = r->rules->config;
	const char *develop = setting(config, K_DEVELOP);

	return takes_releases(r, pattern) ||
	       (back_merge_asks(config) && *develop &&
		rule_fits(pattern, develop));
}

static void take_protect(struct reading *r, const char *pattern,
			 enum rule_id id)
{
	struct wish *w = wish_of(r, pattern, false);

	w->want.force = w->want.remove = 0;
	if (takes_requests(r, pattern))
		w->want.push = 0;
	if (takes_releases(r, pattern))
		w->want.approvals =
			strtol(setting(r->rules->config, K_REQUIRED_REVIEWS),
			       NULL, 10);
	because(r, w, id);
}

static void take_no_force(struct reading *r, const char *pattern,
			  enum rule_id id)
{
	struct wish *w = wish_of(r, pattern, false);

	w->want.force = 0;
	because(r, w, id);
}

/* A commit that is pushed has passed nothing yet. */
static void take_gates(struct reading *r, const char *pattern, enum rule_id id)
{
	CLEANUP(strvec) struct strvec names = STRVEC_INIT;
	struct wish *w;

	want_words(&names, setting(r->rules->config, K_REQUIRED_CHECKS));
	if (!names.n || !takes_requests(r, pattern))
		return;
	const char **list =
		arena_alloc(r->arena, (names.n + 1) * sizeof(*list));
	for (size_t i = 0; i < names.n; i++)
		list[i] = arena_strdup(r->arena, names.v[i]);
	list[names.n] = NULL;
	w = wish_of(r, pattern, false);
	w->want.push = 0;
	w->want.check = list;
	because(r, w, id);
}

static void take_tag(struct reading *r, const char *pattern, enum rule_id id)
{
	struct wish *w = wish_of(r, pattern, true);

	w->want.force = w->want.remove = 0;
	because(r, w, id);
}

/* "v{version}" is "v*" to a forge: with `any` for what is in braces. */
static const char *filled(struct arena *a, const char *form, const char *any)
{
	CLEANUP(strbuf) struct strbuf glob = STRBUF_INIT;

	for (const char *p = form; *p; p++) {
		if (*p != '{') {
			strbuf_add(&glob, p, 1);
			continue;
		}
		strbuf_adds(&glob, any);
		p += strcspn(p, "}");
		if (!*p)
			break;
	}
	return arena_strdup(a, glob.buf);
}

static void take_item(struct reading *r, const struct rules_item *item)
{
	const char *tag = setting(r->rules->config, K_TAG);

	switch (item->id) {
	case R_PROTECT:
		each_word(r, item->value, item->id, take_protect);
		break;
	case R_NO_FORCE:
		each_word(r, item->value, item->id, take_no_force);
		break;
	case R_GATES:
		each_word(r, item->value, item->id, take_gates);
		break;
	case R_TAGS_FIXED:
		if (!strcmp(item->value, "yes"))
			take_tag(r, filled(r->arena, tag, "*"), item->id);
		else if (strcmp(item->value, "no") != 0)
			each_word(r, item->value, item->id, take_tag);
		break;
	default:
		break;
	}
}

/* For branches that something is asked of already. */
static void take_signed(struct reading *r)
{
	for (size_t i = 0; i < r->rules->n; i++) {
		const struct rules_item *item = &r->rules->item[i];
		if (item->id != R_SIGNED_COMMITS || item->warn ||
		    strcmp(item->value, "verified") != 0)
			continue;
		for (size_t k = 0; k < r->out->n; k++) {
			struct wish *w = &r->out->v[k];
			if (w->want.tag)
				continue;
			w->want.any_commit = 0;
			because(r, w, item->id);
		}
	}
}

/* A branch that fits the glob and is one of those a release leaves behind. */
static const char *ending(const struct reading *r, const char *pattern)
{
	static const enum key_id forms[] = { K_BRANCH, K_HOTFIX_BRANCH };
	const struct config *config = r->rules->config;
	const char *tag = filled(r->arena, setting(config, K_TAG), a_version);

	for (size_t i = 0; i < sizeof(forms) / sizeof(*forms); i++) {
		const char *name =
			filled(r->arena, setting(config, forms[i]), a_version);
		if (rule_fits(pattern, name))
			return name;
	}
	const char *back = back_merge_head(config, r->arena, tag,
					   setting(config, K_DEVELOP));
	return back_merge_asks(config) && rule_fits(pattern, back) ? back :
								     NULL;
}

static bool is_a_forges(enum rule_id id)
{
	return id == R_PROTECT || id == R_NO_FORCE || id == R_GATES ||
	       id == R_TAGS_FIXED || id == R_SIGNED_COMMITS || id == R_SINCE;
}

void wishes_read(struct wishes *out, const struct rules *rules,
		 struct arena *arena, const char *const *who)
{
	struct reading r = { out, rules, arena };

	*out = (struct wishes){ 0 };
	for (size_t i = 0; i < rules->n; i++) {
		const struct rules_item *item = &rules->item[i];
		if (!item->warn)
			take_item(&r, item);
		if (!item->warn && !is_a_forges(item->id))
			out->left = out->left ?
					    arena_printf(arena, "%s, %s",
							 out->left,
							 rule_names[item->id]) :
					    rule_names[item->id];
	}
	take_signed(&r);
	for (size_t i = 0; i < out->n; i++) {
		struct wish *w = &out->v[i];
		w->want.who = w->want.tag ? who : NULL;
		if (!w->want.tag && w->want.remove)
			w->ends = ending(&r, w->want.pattern);
	}
}

static void refuse(json_object *o, const char *key, int value)
{
	if (value == 0)
		json_add_flag(o, key, false);
}

json_object *wish_json(const struct wish *w)
{
	json_object *o = json_new();

	json_add_str(o, "pattern", w->want.pattern);
	json_add_flag(o, "tag", w->want.tag);
	refuse(o, "force", w->want.force);
	refuse(o, "remove", w->want.remove);
	refuse(o, "push", w->want.push);
	refuse(o, "any_commit", w->want.any_commit);
	if (w->want.approvals > 0)
		json_add_number(o, "approvals", w->want.approvals);
	json_add_names(o, "checks", w->want.check);
	json_add_names(o, "who", w->want.who);
	return o;
}

static const char *joined(struct forge *f, const struct wish *w,
			  const struct forge_rule *is, int state, bool needs)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	struct rule_gap gap[MAX_RULE_GAPS];
	size_t n = wish_stops_finish(f, w, NULL) ?
			   0 :
			   rule_gaps(f, &w->want, is, gap);

	for (size_t i = 0; i < n; i++)
		if (gap[i].state == state)
			strbuf_addf(&text, "%s%s", text.len ? ", " : "",
				    needs ? gap[i].need : gap[i].what);
	return arena_strdup(f->arena, text.buf);
}

const char *wish_gaps(struct forge *f, const struct wish *w,
		      const struct forge_rule *is, int state)
{
	return joined(f, w, is, state, false);
}

const char *wish_needs(struct forge *f, const struct wish *w,
		       const struct forge_rule *is, int state)
{
	return joined(f, w, is, state, true);
}

const char *wish_stops_finish(struct forge *f, const struct wish *w,
			      const struct forge_rule *is)
{
	if (!w->ends || (is ? is->remove != 0 : f->ops->keeps_deletable))
		return NULL;
	return arena_printf(
		f->arena, "%s, and 'git rel finish' deletes '%s'",
		is ? "cannot be deleted" :
		     arena_printf(f->arena,
				  "%s refuses force only together with deletion",
				  f->ops->name),
		w->ends);
}
