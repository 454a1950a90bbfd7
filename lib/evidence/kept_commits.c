#include "evidence/kept_commits.h"

#include "base/cleanup.h"
#include "base/dir.h"
#include "base/file.h"

#include <git2.h>
#include <git2/sys/odb_backend.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* One more record in so many is what it takes to write all of them again. */
enum { FILE_MAX = 64 << 20, WORTH_IT = 16, SUM_SIZE = 17 };

#define SUM_FORM "%016" PRIx64 "\n"

struct kept {
	git_oid id;
	const char *data;
	size_t n;
};

struct kept_commits {
	git_odb_backend backend; /* first: libgit2 calls us with it */
	struct strbuf text;
	struct kept *kept; /* in the order of ids */
	size_t n, alloc;
};

static char *path_of(struct repo *r, const char *release)
{
	return xasprintf("%s/logs/%s/commits", r->state_dir, release);
}

/* FNV-1a of words of eight bytes.  It finds damage; who may write to the state folder
 * of a repository may write to its objects, too. */
static uint64_t checksum(const char *p, size_t n)
{
	uint64_t sum = 0xcbf29ce484222325, word;

	for (; n; p += sizeof(word), n -= sizeof(word)) {
		word = 0;
		memcpy(&word, p, n < sizeof(word) ? n : sizeof(word));
		sum = (sum ^ word) * 0x100000001b3;
		sum ^= sum >> 32;
		if (n < sizeof(word))
			break;
	}
	return sum;
}

/* ---- reading ------------------------------------------------------------- */

/* "<id> <bytes>\n" and what follows; NULL: it is none. */
static const char *take(struct kept *out, const char *p, const char *end)
{
	char hex[GIT_OID_HEXSZ + 1] = "";

	if (end - p < GIT_OID_HEXSZ + 1)
		return NULL;
	memcpy(hex, p, GIT_OID_HEXSZ);
	p += GIT_OID_HEXSZ;
	*out = (struct kept){ 0 };
	if (!oid_from_hex(&out->id, hex) || *p++ != ' ')
		return NULL;
	for (; p < end && *p >= '0' && *p <= '9' && out->n < FILE_MAX; p++)
		out->n = 10 * out->n + (size_t)(*p - '0');
	if (p >= end || *p++ != '\n' || out->n >= (size_t)(end - p) ||
	    p[out->n] != '\n')
		return NULL;
	out->data = p;
	return p + out->n + 1;
}

static void parse(struct kept_commits *k)
{
	const char *end = k->text.buf + k->text.len, *p = k->text.buf;
	char sum[SUM_SIZE + 1];
	struct kept one;

	if (k->text.len < SUM_SIZE)
		return;
	p += SUM_SIZE;
	(void)snprintf(sum, sizeof(sum), SUM_FORM,
		       checksum(p, (size_t)(end - p)));
	if (memcmp(sum, k->text.buf, SUM_SIZE) != 0)
		return;
	p = take(&one, p, end);
	while (p) {
		if (k->n && git_oid_cmp(&k->kept[k->n - 1].id, &one.id) >= 0)
			return;
		GROW(k->kept, k->n, k->alloc);
		k->kept[k->n++] = one;
		p = take(&one, p, end);
	}
}

static const struct kept *find(const struct kept_commits *k, const git_oid *id)
{
	size_t low = 0, high = k ? k->n : 0;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int order = git_oid_cmp(&k->kept[mid].id, id);
		if (!order)
			return &k->kept[mid];
		if (order < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

/* GIT_ENOTFOUND: the next backend is asked. */
static int read_kept(void **data, size_t *n, git_object_t *type,
		     git_odb_backend *backend, const git_oid *id)
{
	const struct kept *one = find((struct kept_commits *)backend, id);

	if (!one)
		return GIT_ENOTFOUND;
	*data = git_odb_backend_data_alloc(backend, one->n);
	if (!*data)
		return GIT_ENOTFOUND;
	memcpy(*data, one->data, one->n);
	*n = one->n;
	*type = GIT_OBJECT_COMMIT;
	return 0;
}

static void release(git_odb_backend *backend)
{
	struct kept_commits *k = (struct kept_commits *)backend;

	strbuf_release(&k->text);
	free(k->kept);
	free(k);
}

struct kept_commits *kept_commits_use(struct repo *r, const char *version)
{
	CLEANUP(text) char *path = path_of(r, version);
	struct kept_commits *k = xcalloc(1, sizeof(*k));
	struct saved_error was;

	k->text = (struct strbuf)STRBUF_INIT;
	error_save(&was);
	if (!strbuf_read_file(&k->text, path, FILE_MAX, true))
		parse(k);
	error_restore(0, &was);
	git_odb_init_backend(&k->backend, GIT_ODB_BACKEND_VERSION);
	k->backend.read = read_kept;
	k->backend.free = release;
	/* as an alternate, so that libgit2 never writes there */
	if (!k->n || git_odb_add_alternate(r->odb, &k->backend, 100) < 0) {
		release(&k->backend);
		return NULL;
	}
	return k;
}

/* ---- writing ------------------------------------------------------------- */

static bool is_worth_it(const struct kept_commits *known,
			const struct evidence *e)
{
	size_t missing = 0;

	for (size_t i = 0; i < e->n; i++)
		missing += !find(known, &e->link[i].id);
	return missing >= WORTH_IT && missing >= e->n / WORTH_IT;
}

static bool add(struct strbuf *out, struct repo *r, const git_oid *id)
{
	git_odb_object *object = NULL;

	if (git_odb_read(&object, r->odb, id) < 0)
		return false;
	strbuf_addf(out, "%s %zu\n", oid_hex(id), git_odb_object_size(object));
	strbuf_add(out, git_odb_object_data(object),
		   git_odb_object_size(object));
	strbuf_addc(out, '\n');
	git_odb_object_free(object);
	return out->len <= FILE_MAX;
}

void kept_commits_save(struct repo *r, const char *version,
		       const struct kept_commits *known,
		       const struct evidence *e)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	CLEANUP(text) char *path = path_of(r, version);
	struct saved_error was;
	bool good = true;

	if (!is_worth_it(known, e))
		return;
	error_save(&was);
	for (size_t i = 0; good && i < e->n; i++)
		good = add(&text, r, &e->link[e->by_id[i]].id);
	if (good) {
		CLEANUP(strbuf) struct strbuf file = STRBUF_INIT;
		CLEANUP(text)
		char *dir = xstrndup(path, (size_t)(strrchr(path, '/') - path));
		strbuf_addf(&file, SUM_FORM, checksum(text.buf, text.len));
		strbuf_add(&file, text.buf, text.len);
		if (!dir_make(dir))
			(void)!file_replace(path, file.buf, file.len);
	}
	error_restore(0, &was);
}
