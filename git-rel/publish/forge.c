#include "git-rel/publish/forge.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "base/json.h"
#include "base/utf8.h"
#include "forge/client.h"
#include "git-rel/pr/text.h"
#include "git-rel/publish/assets_version.h"
#include "git-rel/publish/evidence.h"
#include "git-rel/publish/files_there.h"
#include "dialect/forge_web.h"
#include "release/latest.h"

#include <string.h>

enum { TEXT_MAX = 1 << 20 };

struct page {
	struct strbuf title, notes;
	struct forge_release is; /* tag NULL: not there yet */
	bool pre, latest;
};

static int expand_title(struct publish *x, struct strbuf *out)
{
	const char *form = x->title ?
				   x->title :
				   setting(&x->c->repo.config, K_RELEASE_TITLE);
	int rc = release_previous(x->c, &x->rel);

	return rc < 0 ? rc : pr_title(&x->rel, form, "release", out);
}

/* A fix of an old line is not what people shall get who ask for the latest. */
static int is_latest(struct publish *x, bool *out)
{
	struct version last;
	git_oid commit;
	bool found;
	int rc = release_last_final(x->c, &x->rel.remote, NULL, &last, &commit,
				    &found);

	*out = !rc && (!found || version_cmp(&x->rel.version, &last) >= 0);
	return rc;
}

static int read_text(const struct publish *x, struct strbuf *out)
{
	int rc = strbuf_read_file(out, x->text_file, TEXT_MAX, false);

	if (rc < 0)
		return rc;
	if (strlen(out->buf) != out->len)
		return error(E_POLICY, "'%s' is no text", x->text_file);
	utf8_recode(out);
	strbuf_trim_end(out);
	return out->len ? 0 : error(E_POLICY, "'%s' is empty", x->text_file);
}

int publish_find(struct publish *x, const struct strvec *named)
{
	return assets_find(x->c, &x->rel.vars, !x->no_assets, named,
			   &x->assets);
}

int publish_text(struct publish *x, struct strbuf *out)
{
	const struct branch at = { .name = x->rel.tag, .tip = x->commit };

	if (x->text_file)
		return read_text(x, out);
	if (*setting(&x->c->repo.config, K_RELEASE_BODY))
		return pr_form(x->c, &x->rel, &at, K_RELEASE_BODY, out);
	return pr_notes(x->c, &x->rel, &x->commit, out);
}

static int read_page(struct publish *x, const struct strvec *named,
		     struct page *g)
{
	int rc = expand_title(x, &g->title);

	if (rc < 0)
		return rc;
	rc = publish_text(x, &g->notes);
	if (rc < 0 || (!x->found && (rc = publish_find(x, named)) < 0) ||
	    (rc = assets_version_check(x->c, &x->rel, &x->assets)) < 0 ||
	    (rc = assets_hash(&x->assets)) < 0 ||
	    (rc = publish_evidence(x)) < 0)
		return rc;
	strbuf_trim_end(&g->notes);
	g->pre = version_is_pre(&x->rel.version);
	return g->pre ? 0 : is_latest(x, &g->latest);
}

static json_object *wish(const struct publish *x, const struct page *g)
{
	json_object *o = json_object_new_object();

	json_add_str(o, "tag", x->rel.tag);
	want_flag(o, "prerelease", g->pre);
	want_flag(o, "latest", g->latest);
	return o;
}

static struct forge_release_want whole(const struct publish *x,
				       const struct page *g, bool draft)
{
	return (struct forge_release_want){ .tag = x->rel.tag,
					    .name = g->title.buf,
					    .body = g->notes.buf,
					    .prerelease = g->pre,
					    .latest = g->latest,
					    .draft = draft };
}

/* Prints the text; NULL: there is none. */
static const char *show_command(struct publish *x, const struct page *g)
{
	if (!g->notes.len)
		return NULL;
	if (x->text_file)
		return plan_text(x->p, "cat %s", ctx_shell(x->c, x->text_file));
	return plan_text(x->p, "git rel %s %s",
			 *setting(&x->c->repo.config, K_RELEASE_BODY) ?
				 "publish --show" :
				 "notes show",
			 ctx_shell(x->c, x->rel.version.text));
}

/* Between this and sending them a build may put others in their place. */
static void keep_stamps(struct publish *x)
{
	for (size_t i = 0; i < x->assets.n; i++) {
		const struct asset *a = &x->assets.item[i];
		thing_file_read(x->forge, a->path, &a->stamp, a->sha256);
	}
}

static json_object *asset_json(const struct asset *a)
{
	json_object *one = json_object_new_object();

	json_add_str(one, "path", a->path);
	json_add_str(one, "name", a->name);
	json_add_str(one, "type", a->type);
	json_object_object_add(one, "size", json_object_new_int64(a->size));
	json_add_str(one, "sha256", a->sha256);
	return one;
}

static void want_assets(const struct publish *x, json_object *o)
{
	json_object *list = json_object_new_array();

	for (size_t i = 0; i < x->assets.n; i++)
		json_object_array_add(list, asset_json(&x->assets.item[i]));
	if (x->assets.n)
		json_object_object_add(o, "assets", list);
	else
		json_object_put(list);
}

static void add_release(struct publish *x, const struct page *g, bool draft)
{
	const struct forge_ops *ops = x->forge->ops;
	CLEANUP(strbuf) struct strbuf typed = STRBUF_INIT;
	const struct forge_release_want want = whole(x, g, true);
	json_object *o = wish(x, g);

	json_add_str(o, "commit", oid_hex(&x->commit));
	json_add_str(o, "name", g->title.buf);
	json_add_str(o, "body", g->notes.buf);
	if (draft)
		want_flag(o, "stays", true);
	if (ops->files_ahead) /* it is public from its first moment */
		want_assets(x, o);
	client_release(&typed, x->forge, &want, show_command(x, g), NULL);
	forge_step(x->p, x->forge, &thing_release, o,
		   plan_text(x->p, "%s %s of %s on %s: %s",
			     g->is.tag ? "update" : "make",
			     ops->drafts ? "the draft" : "the release",
			     x->rel.tag, ops->name, g->title.buf),
		   typed.buf);
}

static void add_evidence_typed(const struct publish *x, struct strbuf *typed)
{
	const char *lines = publish_evidence_typed(x);

	strbuf_adds(typed, lines ? lines : "");
}

/* What is there already is neither told nor typed. */
static void add_assets(struct publish *x, const struct page *g)
{
	CLEANUP(strbuf)
	struct strbuf names = STRBUF_INIT, typed = STRBUF_INIT;
	CLEANUP(strvec) struct strvec paths = STRVEC_INIT;
	json_object *o = json_object_new_object(),
		    *list = json_object_new_array();
	bool replaces = false;

	for (size_t i = 0; i < x->assets.n; i++) {
		const struct asset *a = &x->assets.item[i];
		json_object *one = asset_json(a);
		bool other = false;
		json_object_array_add(list, one);
		if (g->is.tag && thing_asset_is(&g->is, one, &other))
			continue;
		if (g->is.tag) /* so that half of it can be told from nothing */
			want_flag(one, "lacks", true);
		if (other)
			want_flag(one, "other", true);
		replaces = replaces || other;
		strbuf_addf(&names, "%s%s%s", names.len ? ", " : "", a->name,
			    other ? " in place of another" : "");
		strvec_push(&paths, a->path);
	}
	json_add_str(o, "tag", x->rel.tag);
	json_object_object_add(o, "assets", list);
	add_evidence_typed(x, &typed);
	client_upload(&typed, x->forge, x->rel.tag,
		      (const char *const *)paths.v, replaces);
	forge_step(x->p, x->forge, &thing_assets, o,
		   plan_text(x->p, "upload %s", names.buf), typed.buf);
}

static void add_publish(struct publish *x, const struct page *g)
{
	CLEANUP(strbuf) struct strbuf typed = STRBUF_INIT;
	const struct forge_release_want want = whole(x, g, false);
	json_object *o = wish(x, g);

	want_assets(x, o);
	client_publish(&typed, x->forge, &want);
	forge_step(x->p, x->forge, &thing_publish, o,
		   plan_text(x->p, "publish it%s",
			     g->pre     ? " as a pre-release" :
			     !g->latest ? ", not as the latest one" :
					  ""),
		   typed.buf);
}

/* A last step says whether it has to be done: nothing, where all is there. */
static int drop_done(struct publish *x)
{
	struct plan *p = x->p;
	size_t n = 0;

	for (size_t i = 0; i < p->n; i++) {
		CLEANUP(json) json_object *want = NULL;
		const struct step *s = &p->step[i];
		int rc = json_parse(&want, s->want, strlen(s->want));
		if (!rc)
			rc = thing_find(s->thing)->look(x->forge, want);
		if (rc < 0)
			return rc;
		if (rc != 1)
			p->step[n++] = *s;
	}
	p->n = n;
	return 0;
}

/* What is published stays; whoever wanted something else of it hears so. */
static void tell_what_stays(struct publish *x, const struct page *g, bool draft)
{
	struct plan *p = x->p;
	bool there = g->is.tag != NULL, published = there && !g->is.draft;

	if (published && !thing_same_text(g->is.body, g->notes.buf))
		plan_note(
			p,
			"it is published with a text of its own, which stays: %s",
			g->is.url);
	if (published && !thing_same_text(g->is.name, g->title.buf))
		plan_note(p, "it is published as '%s', which stays",
			  g->is.name ? g->is.name : "");
	if (published && draft)
		plan_note(
			p,
			"what is published does not become a draft: the commands of [publish] wait");
	if (!published && !g->notes.len)
		plan_note(p, "there are no notes of %s: its text is empty",
			  x->rel.version.text);
	if (!p->n)
		p->outcome = plan_text(p, "%s is %s already: %s", x->rel.tag,
				       published ? "published" : "drafted",
				       g->is.url);
	else if (draft && !published)
		p->outcome = plan_text(p, "to publish it: git rel publish %s",
				       ctx_shell(x->c, x->rel.version.text));
}

static int plan_page(struct publish *x, struct page *g, bool draft)
{
	struct forge *f = x->forge;
	int rc = publish_check_names(x);

	if (rc < 0)
		return rc;
	rc = thing_release_of(f, x->rel.tag, &g->is);

	if (rc < 0 && rc != E_NOTFOUND)
		return rc;
	bool there = !rc, published = there && !g->is.draft;
	if (!there)
		g->is.tag = NULL;
	if (!published)
		add_release(x, g, draft);
	keep_stamps(x);
	if (x->assets.n)
		add_assets(x, g);
	if (f->ops->drafts && !draft && !published)
		add_publish(x, g);
	if (there && (rc = drop_done(x)) < 0)
		return rc;
	tell_what_stays(x, g, draft);
	if (there)
		publish_tell_more(x, &g->is);
	return published ? publish_check_there(x, &g->is) : 0;
}

static void stop(struct publish *x, const struct page *g, bool draft)
{
	CLEANUP(strbuf)
	struct strbuf page = STRBUF_INIT, typed = STRBUF_INIT;
	CLEANUP(strvec) struct strvec paths = STRVEC_INIT;
	const struct forge_release_want want = whole(x, g, draft);
	size_t n = x->assets.n;

	for (size_t i = 0; i < n; i++)
		strvec_push(&paths, x->assets.item[i].path);
	forge_web_release(&page, x->forge->kind, x->forge->web, &want);
	if (x->away)
		strbuf_addf(&typed, "git push %s %s\n",
			    ctx_shell(x->c, x->rel.remote.name),
			    ctx_shell(x->c, x->rel.tag_ref));
	add_evidence_typed(x, &typed);
	client_release(&typed, x->forge, &want, show_command(x, g),
		       (const char *const *)paths.v);
	forge_stop(x->p, x->forge,
		   n ? plan_text(x->p, "publish the release with its %zu %s", n,
				 n == 1 ? "file" : "files") :
		       "publish the release",
		   page.buf, typed.buf);
}

int publish_on_forge(struct publish *x, const struct strvec *named, bool draft)
{
	struct page g = { .title = STRBUF_INIT, .notes = STRBUF_INIT };
	int rc = read_page(x, named, &g);

	if (!rc && draft && !x->forge->ops->drafts)
		rc = error(E_POLICY, "%s has no draft releases",
			   x->forge->ops->name);
	if (!rc)
		forge_shorten(x->p, x->forge, &g.notes, "",
			      x->forge->ops->release_text);
	if (!rc && x->forge->token && !x->forge->away)
		rc = plan_page(x, &g, draft);
	if (!x->p->n && (!rc || rc == E_NET) && forge_is_away(x->forge, rc)) {
		stop(x, &g, draft);
		rc = 0;
	}
	strbuf_release(&g.title);
	strbuf_release(&g.notes);
	return rc;
}
