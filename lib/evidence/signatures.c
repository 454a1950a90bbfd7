#include "evidence/signatures.h"

#include "base/child.h"
#include "base/cleanup.h"
#include "base/dir.h"
#include "base/file.h"
#include "base/platform.h"
#include "base/sha256.h"
#include "base/spawn.h"
#include "base/tempdir.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CACHE_SIZE = 64 << 20, PROCESSES_MAX = 16, EACH_MIN = 8 };

struct look {
	struct repo *r;
	const struct evidence *e;
	const struct signers_of *of; /* NULL: all links are asked about */
	const struct signers *who;   /* those of `of` that are looked at */
	struct signed_by *by;
	char settings[SHA256_HEX_SIZE];
	char *signers;  /* a file; NULL: what git is configured with */
	bool unsettled; /* nobody can tell whether these are still the same */
	size_t *left;   /* links to ask git about */
	size_t n_left;
	char own[SHA256_HEX_SIZE]; /* 40 digits for our own key; "": none */
	struct signed_by own_by;   /* what is known of that */
};

static const char *cache_path(struct repo *r)
{
	return arena_printf(&r->arena, "%s/verified", r->state_dir);
}

/* The file that a key of git config names; one that git alone finds, or that is
 * not there, may be another one next time. */
static void read_named(struct look *l, const char *key, struct strbuf *to)
{
	struct repo *r = l->r;
	const char *path = config_path(&r->arena, config_git(&r->config, key));
	struct saved_error before;

	error_save(&before);
	if (path && strbuf_read_file(to, path, CACHE_SIZE, false) < 0)
		l->unsettled = true;
	(void)error_restore(0, &before);
}

/* Where GnuPG keeps public keys, one of which may have been revoked since. */
static void note_keyrings(struct strbuf *text)
{
	static const char *const names[] = { "pubring.kbx", "pubring.gpg",
					     "public-keys.d/pubring.db" };
	const char *folder = getenv("GNUPGHOME"), *home = getenv("HOME");
	CLEANUP(text)
	char *dir = folder && *folder ?
			    xstrdup(folder) :
			    xasprintf("%s/.gnupg", home ? home : "");

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		CLEANUP(text) char *path = xasprintf("%s/%s", dir, names[i]);
		struct stat st;
		if (stat(path, &st) == 0)
			strbuf_addf(text, "%s %lld %lld.%ld\n", names[i],
				    (long long)st.st_size,
				    (long long)platform_mtime(&st).tv_sec,
				    platform_mtime(&st).tv_nsec);
	}
}

/* What a verdict hangs on, besides the commit. */
static void note_settings(struct look *l, const struct strbuf *signers)
{
	static const char *const names[] = {
		"gpg.program",       "gpg.ssh.program",
		"gpg.x509.program",  "gpg.openpgp.program",
		"gpg.mintrustlevel", "gpg.ssh.allowedsignersfile",
	};
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		const char *value = config_git(&l->r->config, names[i]);
		strbuf_addf(&text, "%s=%s\n", names[i], value ? value : "");
	}
	note_keyrings(&text);
	read_named(l, "gpg.ssh.revocationfile", &text);
	strbuf_add(&text, signers->buf, signers->len);
	sha256_hex(l->settings, text.buf, text.len);
}

/* The signers' file of the release, as a file. */
static int set_signers(struct look *l, const struct signers *who)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	int rc = 0;

	l->who = who;
	if (!git_oid_is_zero(&who->file)) {
		rc = repo_blob(l->r, &who->file, &text);
		if (!rc)
			rc = tempfile_make(&l->signers, text.buf, text.len);
	} else {
		read_named(l, "gpg.ssh.allowedsignersfile", &text);
	}
	if (!rc)
		note_settings(l, &text);
	return rc;
}

/* An OpenPGP key is that of "Name <mail>". */
static const char *address(struct arena *a, const char *who, size_t n)
{
	const char *from = platform_last(who, '<', n);

	if (from && n && who[n - 1] == '>')
		return arena_strndup(a, from + 1, (size_t)(who + n - from) - 2);
	return arena_strndup(a, who, n);
}

static bool is_asked(const struct look *l, size_t at)
{
	return !l->of || signers_of_link(l->of, at) == l->who;
}

/* "<commit> <settings> <key> <who>" */
static void take_cached(struct look *l, const char *line, size_t n)
{
	const char *key = line + 40 + 1 + 64 + 1;
	char hex[41];
	git_oid id;

	if (n < (size_t)(key - line) + 3 || line[40] != ' ' ||
	    strncmp(line + 41, l->settings, 64) != 0 || line[105] != ' ')
		return;
	memcpy(hex, line, 40);
	hex[40] = '\0';
	size_t at = oid_from_hex(&id, hex) ? evidence_find(l->e, &id) : l->e->n;
	const char *who = memchr(key, ' ', n - (size_t)(key - line));
	struct signed_by *by = at < l->e->n && is_asked(l, at) ? &l->by[at] :
			       !strcmp(hex, l->own)            ? &l->own_by :
								 NULL;
	if (!by || !who)
		return;
	by->state = 'G';
	by->key = arena_strndup(&l->r->arena, key, (size_t)(who - key));
	by->who = address(&l->r->arena, who + 1, (size_t)(line + n - who - 1));
}

static int read_cache(struct look *l)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	int rc = l->unsettled ? E_NOTFOUND :
				strbuf_read_file(&text, cache_path(l->r),
						 CACHE_SIZE, true);
	const char *p = text.buf, *lf = strchr(p, '\n');

	for (; !rc && lf; p = lf + 1, lf = strchr(p, '\n'))
		take_cached(l, p, (size_t)(lf - p));
	return 0; /* where there is none all is asked */
}

static int write_cache(struct look *l)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;

	for (size_t i = 0; i < l->n_left; i++) {
		const struct signed_by *by = &l->by[l->left[i]];
		if (by->state == 'G' && by->key && by->who)
			strbuf_addf(&text, "%s %s %s %s\n",
				    *l->own ?
					    l->own :
					    oid_hex(&l->e->link[l->left[i]].id),
				    l->settings, by->key, by->who);
	}
	if (!text.len || l->r->dry_run || l->unsettled)
		return 0;
	int rc = dir_make(l->r->state_dir);
	return rc < 0 ? rc : file_append(cache_path(l->r), text.buf, text.len);
}

/* "<commit> US <letter> US <key> US <who>" */
static void take_answer(struct look *l, size_t at, const char *line)
{
	struct arena *a = &l->r->arena;
	const char *letter = strchr(line, '\x1f'), *key, *who;

	key = letter ? strchr(letter + 1, '\x1f') : NULL;
	who = key ? strchr(key + 1, '\x1f') : NULL;
	if (!who || letter - line != 40 ||
	    strncmp(line, oid_hex(&l->e->link[at].id), 40) != 0)
		return;
	l->by[at].state = letter[1] == '\x1f' ? 'E' : letter[1];
	if (who - key > 1)
		l->by[at].key =
			arena_strndup(a, key + 1, (size_t)(who - key - 1));
	if (l->by[at].state == 'G' && who[1])
		l->by[at].who = address(a, who + 1, strlen(who + 1));
}

/* Process `k` of `n` has every n-th that is left. */
static int start(struct look *l, struct child *c, size_t k, size_t n)
{
	CLEANUP(strvec) struct strvec argv = STRVEC_INIT;
	CLEANUP(strbuf) struct strbuf ids = STRBUF_INIT;

	strvec_pushl(&argv, "git", "--no-replace-objects", (char *)NULL);
	if (l->signers) {
		strvec_push(&argv, "-c");
		strvec_pushf(&argv, "gpg.ssh.allowedSignersFile=%s",
			     l->signers);
	}
	strvec_pushl(&argv, "log", "--no-walk=unsorted", "--stdin",
		     "--no-show-signature", "--no-notes",
		     "--format=%H%x1f%G?%x1f%GF%x1f%GS", (char *)NULL);
	struct run run = { .argv = (const char *const *)argv.v,
			   .env = l->r->env,
			   .flags = RUN_ERR_NULL };
	int rc = child_start(c, &run);

	for (size_t i = k; i < l->n_left; i += n)
		strbuf_addf(&ids, "%s\n", oid_hex(&l->e->link[l->left[i]].id));
	if (!rc)
		rc = child_write(c, ids.buf, ids.len);
	close_fd(&c->in);
	return rc;
}

static int ask(struct look *l)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);
	size_t n = cores > 0 ? (size_t)cores : 1;
	struct child child[PROCESSES_MAX];
	int rc = 0;

	if (n > PROCESSES_MAX)
		n = PROCESSES_MAX;
	while (n > 1 && l->n_left / n < EACH_MIN)
		n--;
	for (size_t k = 0; k < n; k++)
		child[k] = (struct child)CHILD_INIT;
	for (size_t k = 0; !rc && k < n; k++)
		rc = start(l, &child[k], k, n);
	for (size_t i = 0; !rc && i < l->n_left; i++) {
		CLEANUP(strbuf) struct strbuf line = STRBUF_INIT;
		rc = child_read_line(&child[i % n], &line);
		if (!rc)
			take_answer(l, l->left[i], line.buf);
	}
	for (size_t k = 0; k < n; k++)
		child_finish(&child[k]);
	return rc < 0 ? error_in(rc, "the signatures of the records") : 0;
}

/* The key is a file with its public half beside it, or stands there itself. */
static void name_own_key(struct look *l, const char *mail)
{
	static const char *const names[] = { "user.signingkey", "gpg.format",
					     "gpg.ssh.defaultkeycommand" };
	const char *key =
		config_path(&l->r->arena, config_git(&l->r->config, names[0]));
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT, path = STRBUF_INIT;

	strbuf_addf(&text, "%s\n", mail);
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		const char *value = config_git(&l->r->config, names[i]);
		strbuf_addf(&text, "%s\n", value ? value : "");
	}
	if (key && *key == '/') {
		strbuf_addf(&path, "%s%s", key,
			    ends_with(key, ".pub") ? "" : ".pub");
		if (strbuf_read_file(&text, path.buf, CACHE_SIZE, false) < 0)
			return; /* it may be another one next time */
	}
	sha256_hex(l->own, text.buf, text.len);
	l->own[40] = '\0';
}

int signatures_look_own(struct repo *r, const struct evidence *e, size_t at,
			const struct signers *signers, const char *mail,
			struct signed_by *out)
{
	struct signed_by *by = arena_alloc(&r->arena, (e->n + 1) * sizeof(*by));
	struct look l = { .r = r, .e = e, .by = by, .left = &at };
	int rc = set_signers(&l, signers);

	if (!rc)
		name_own_key(&l, mail);
	if (!rc && *l.own)
		rc = read_cache(&l);
	*out = l.own_by;
	if (!rc && !out->state) {
		l.n_left = 1;
		rc = ask(&l);
		*out = by[at];
	}
	if (!rc && *l.own && out->who && !strcasecmp(out->who, mail))
		rc = write_cache(&l);
	tempfile_release(l.signers);
	return rc;
}

static int look(struct look *l, const struct signers *who)
{
	int rc = set_signers(l, who);

	l->n_left = 0;
	if (!rc)
		rc = read_cache(l);
	for (size_t i = 0; i < l->e->n; i++)
		if (is_asked(l, i) && l->e->link[i].is_signed &&
		    l->by[i].state != 'G')
			l->left[l->n_left++] = i;
	if (!rc && l->n_left)
		rc = ask(l);
	for (size_t i = 0; i < l->n_left; i++)
		l->by[l->left[i]].unseen = l->by[l->left[i]].state == 'N';
	if (!rc)
		rc = write_cache(l);
	tempfile_release(l->signers);
	l->signers = NULL;
	return rc;
}

/* Whoever it is, it is nobody. */
static void look_at_nobody(struct look *l, const struct signers *who)
{
	l->who = who;
	for (size_t i = 0; i < l->e->n; i++)
		if (is_asked(l, i) && l->e->link[i].is_signed)
			l->by[i] = (struct signed_by){ .state = 'U',
						       .unbegun = true };
}

static void init(struct look *l)
{
	struct arena *a = &l->r->arena;

	l->by = arena_alloc(a, (l->e->n + 1) * sizeof(*l->by));
	l->left = arena_alloc(a, (l->e->n + 1) * sizeof(*l->left));
	for (size_t i = 0; i < l->e->n; i++)
		l->by[i].state = 'N';
}

int signatures_look(struct repo *r, const struct evidence *e,
		    const struct signers_of *of, struct signed_by **out)
{
	struct look l = { .r = r, .e = e, .of = of };
	int rc = 0;

	init(&l);
	*out = l.by;
	for (size_t i = 0; !rc && i < of->n; i++)
		if (of->v[i].nobody)
			look_at_nobody(&l, &of->v[i]);
		else
			rc = look(&l, &of->v[i]);
	return rc;
}

int signatures_look_one(struct repo *r, const struct evidence *e, size_t at,
			const struct signers *signers, struct signed_by *out)
{
	size_t *link = arena_alloc(&r->arena, (e->n + 1) * sizeof(*link));
	const struct signers_of of = { (struct signers *)signers, 1, link };
	struct signed_by *by;

	for (size_t i = 0; i < e->n; i++)
		link[i] = i != at;
	int rc = signatures_look(r, e, &of, &by);
	*out = by[at];
	return rc;
}
