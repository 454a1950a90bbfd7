#include "git/history.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "base/strbuf.h"

#include <fcntl.h>
#include <git2.h>
#include <string.h>
#include <unistd.h>

/* The format: gitformat-commit-graph(5).  A chain holds as many files. */
enum {
	FILES_MAX = 64,
	HEADER = 8,
	CHUNK = 12,
	DATA = GIT_OID_RAWSZ + 16,
	/* so many commits are read to get to those that are in the graph */
	CLIMB_MAX = 200
};
#define LEVEL_MAX 0x3fffffff /* it may be more than that */
#define OFFSET_MAX ((uint64_t)1 << 48)

struct graph_file {
	int fd;
	off_t fanout, ids, data; /* 0: there is none */
};

struct levels {
	struct repo *r;
	struct graph_file file[FILES_MAX];
	size_t n;
	size_t climbed;
};

static bool read_at(const struct graph_file *f, off_t at, void *out, size_t n)
{
	return pread(f->fd, out, n, at) == (ssize_t)n;
}

static uint32_t number(const unsigned char *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 |
	       (uint32_t)p[2] << 8 | p[3];
}

/* Where the chunks are, by their names. */
static bool read_header(struct graph_file *f)
{
	unsigned char head[HEADER], chunk[CHUNK];

	if (!read_at(f, 0, head, HEADER) || memcmp(head, "CGPH\1\1", 6) != 0)
		return false;
	for (int i = 0; i < head[6]; i++) {
		if (!read_at(f, HEADER + i * CHUNK, chunk, CHUNK))
			return false;
		uint64_t at = (uint64_t)number(chunk + 4) << 32 |
			      number(chunk + 8);
		if (at > OFFSET_MAX)
			return false;
		if (!memcmp(chunk, "OIDF", 4))
			f->fanout = (off_t)at;
		else if (!memcmp(chunk, "OIDL", 4))
			f->ids = (off_t)at;
		else if (!memcmp(chunk, "CDAT", 4))
			f->data = (off_t)at;
	}
	return f->fanout > 0 && f->ids > 0 && f->data > 0;
}

static bool add_file(struct levels *l, const char *path)
{
	struct graph_file f = { .fd = open(path, O_RDONLY | O_CLOEXEC) };

	if (f.fd < 0)
		return false;
	if (l->n == FILES_MAX || !read_header(&f)) {
		close(f.fd);
		return false;
	}
	l->file[l->n++] = f;
	return true;
}

static void add_chain(struct levels *l)
{
	CLEANUP(text)
	char *path = xasprintf("%s/info/commit-graphs/commit-graph-chain",
			       l->r->objects_dir);
	CLEANUP(strbuf) struct strbuf chain = STRBUF_INIT;

	if (!file_exists(path) ||
	    strbuf_read_file(&chain, path, 1 << 16, false) < 0)
		return;
	for (char *save, *line = strtok_r(chain.buf, "\n", &save); line;
	     line = strtok_r(NULL, "\n", &save)) {
		CLEANUP(text)
		char *file = xasprintf("%s/info/commit-graphs/graph-%s.graph",
				       l->r->objects_dir, line);
		(void)add_file(l, file);
	}
}

/* Its place in the sorted list; false: it is not there. */
static bool find(const struct graph_file *f, const git_oid *id, uint32_t *out)
{
	unsigned char bound[4], other[GIT_OID_RAWSZ];
	uint32_t from = 0, to;

	if (id->id[0] && read_at(f, f->fanout + 4 * (id->id[0] - 1), bound, 4))
		from = number(bound);
	if (!read_at(f, f->fanout + 4 * id->id[0], bound, 4))
		return false;
	to = number(bound);
	while (from < to) {
		uint32_t mid = from + (to - from) / 2;
		if (!read_at(f, f->ids + (off_t)mid * GIT_OID_RAWSZ, other,
			     sizeof(other)))
			return false;
		int order = memcmp(other, id->id, sizeof(other));
		if (!order) {
			*out = mid;
			return true;
		}
		if (order < 0)
			from = mid + 1;
		else
			to = mid;
	}
	return false;
}

/* 0: it is not in the graph. */
static uint32_t written_level(const struct levels *l, const git_oid *id)
{
	unsigned char word[4];
	uint32_t at;

	for (size_t i = 0; i < l->n; i++) {
		const struct graph_file *f = &l->file[i];
		if (!find(f, id, &at))
			continue;
		if (!read_at(f, f->data + (off_t)at * DATA + GIT_OID_RAWSZ + 8,
			     word, 4))
			return 0;
		uint32_t level = number(word) >> 2;
		return level < LEVEL_MAX ? level : 0;
	}
	return 0;
}

/* One more than the highest of the parents; 0: not known. */
static uint32_t level_of(struct levels *l, const git_oid *id)
{
	uint32_t level = written_level(l, id), highest = 0;
	git_commit *c = NULL;

	if (level || ++l->climbed > CLIMB_MAX ||
	    git_commit_lookup(&c, l->r->git, id) < 0)
		return level;
	unsigned n = git_commit_parentcount(c);
	for (unsigned i = 0; i < n; i++) {
		level = level_of(l, git_commit_parent_id(c, i));
		highest = level > highest ? level : highest;
		if (!level)
			break;
	}
	git_commit_free(c);
	return n && !level ? 0 : highest + 1;
}

bool history_is_above(struct repo *r, const git_oid *id, const git_oid *tip,
		      size_t n)
{
	struct levels l = { .r = r };
	bool above = true;

	if (r->rewritten || r->shallow ||
	    !config_git_bool(&r->config, "core.commitgraph", true))
		return false;
	CLEANUP(text)
	char *path = xasprintf("%s/info/commit-graph", r->objects_dir);
	if (!add_file(&l, path))
		add_chain(&l);
	uint32_t level = l.n ? level_of(&l, id) : 0;
	for (size_t i = 0; level && above && i < n; i++) {
		uint32_t other = level_of(&l, &tip[i]);
		above = other && other <= level && !oid_eq(&tip[i], id);
	}
	for (size_t i = 0; i < l.n; i++)
		close(l.file[i].fd);
	return level && above;
}
