#include "version/vfile.h"

#include "base/cleanup.h"
#include "version/vfile_assign.h"
#include "version/vfile_autoconf.h"
#include "version/vfile_call.h"
#include "version/vfile_ini.h"
#include "version/vfile_json.h"
#include "version/vfile_plain.h"
#include "version/vfile_scan.h"
#include "version/vfile_script.h"
#include "version/vfile_spell.h"
#include "version/vfile_toml.h"
#include "version/vfile_xml.h"
#include "version/vfile_yaml.h"

#include <string.h>

struct format {
	const char *name; /* of the file, or "*" and how it ends */
	int (*find)(struct vscan *s, const char *where);
	const char *where[2]; /* where it is by default */
	int (*named)(struct vscan *s, const char *where); /* name=value */
};

/* The first that fits counts. */
static const struct format formats[] = {
	{ "pyproject.toml",
	  vfile_toml,
	  { ".project.version", ".tool.poetry.version" },
	  NULL },
	{ "Cargo.toml",
	  vfile_toml,
	  { ".package.version", ".workspace.package.version" },
	  NULL },
	{ "*.toml", vfile_toml, { ".version" }, NULL },
	{ "Cargo.lock", vfile_toml, { NULL }, NULL },
	{ "uv.lock", vfile_toml, { NULL }, NULL },
	{ "poetry.lock", vfile_toml, { NULL }, NULL },
	{ "pom.xml", vfile_xml, { ".project.version" }, NULL },
	{ "*.csproj", vfile_xml, { ".Project.PropertyGroup.Version" }, NULL },
	{ "*.fsproj", vfile_xml, { ".Project.PropertyGroup.Version" }, NULL },
	{ "*.props", vfile_xml, { ".Project.PropertyGroup.Version" }, NULL },
	{ "*.nuspec", vfile_xml, { ".package.metadata.version" }, NULL },
	{ "*.xml", vfile_xml, { NULL }, NULL },
	{ "*.json", vfile_json, { ".version" }, NULL },
	{ "setup.cfg", vfile_ini, { ".metadata.version" }, NULL },
	{ "*.cfg", vfile_ini, { NULL }, NULL },
	{ "*.ini", vfile_ini, { NULL }, NULL },
	{ "*.yaml", vfile_yaml, { ".version" }, NULL },
	{ "*.yml", vfile_yaml, { ".version" }, NULL },
	{ "CMakeLists.txt", vfile_cmake, { "" }, vfile_cmake },
	{ "*.cmake", vfile_cmake, { "" }, vfile_cmake },
	{ "MODULE.bazel", vfile_bazel, { "" }, vfile_assign },
	{ "meson.build", vfile_meson, { "" }, vfile_assign },
	{ "configure.ac", vfile_autoconf, { "" }, vfile_assign },
	{ "configure.in", vfile_autoconf, { "" }, vfile_assign },
	{ "setup.py", vfile_setup, { "version" }, vfile_python },
	{ "*.py", vfile_python, { "__version__" }, vfile_python },
	{ "*.gradle", vfile_gradle, { "version" }, vfile_gradle_name },
	{ "*.gradle.kts", vfile_gradle, { "version" }, vfile_gradle_name },
	{ "gradle.properties",
	  vfile_properties,
	  { "version" },
	  vfile_properties },
	{ "*.properties", vfile_properties, { NULL }, vfile_properties },
	{ "mix.exs", vfile_mix, { "version" }, vfile_assign },
	{ "*.podspec", vfile_assign, { "version" }, vfile_assign },
	{ "*.gemspec", vfile_assign, { "version" }, vfile_assign },
	{ "*.txt", vfile_plain, { "" }, vfile_assign },
	{ "VERSION", vfile_plain, { "" }, vfile_assign },
	{ "*", vfile_assign, { NULL }, vfile_assign },
};

static const struct format *format_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;

	for (size_t i = 0;; i++) {
		const char *want = formats[i].name;
		if (*want == '*' ? ends_with(name, want + 1) :
				   !strcmp(name, want))
			return &formats[i];
	}
}

/* A place that may be named there, as an example. */
static const char *example_of(const struct format *format)
{
	if (ends_with(format->name, ".lock"))
		return ".package[NAME].version";
	if (format->find == vfile_xml)
		return ".project.version";
	return format->named ? "VERSION" : ".section.version";
}

static int check_where(const struct vfile *f)
{
	const struct format *format = format_of(f->path);
	int rc = E_CONFIG;

	if (f->anchor || (!f->where && format->where[0]))
		return 0;
	/* without a dot in its name it is all version */
	if (!f->where && !strchr(f->path, '.'))
		return 0;
	if (!f->where) {
		error(rc, "it is not known where '%s' has its version",
		      f->path);
		error_hint("name it: %s:%s", f->path, example_of(format));
		return rc;
	}
	if ((*f->where == '.' || *f->where == '[') == !format->named)
		return 0;
	error(rc, "'%s' cannot be found in '%s'", f->where, f->path);
	error_hint(
		"JSON, TOML, INI, YAML and XML have paths, .project.version; other files names, VERSION");
	return rc;
}

static int check_path(const char *path)
{
	size_t n;

	for (const char *p = path;; p += n + 1) {
		n = strcspn(p, "/");
		if (!n || (n == 1 && *p == '.') ||
		    (n == 2 && p[0] == '.' && p[1] == '.') ||
		    (n == 4 && !strncmp(p, ".git", 4)))
			return error(E_CONFIG, "'%s' is no path of a file",
				     path);
		if (!p[n])
			return 0;
	}
}

static int add(struct vfile **out, size_t *n, struct arena *arena,
	       const struct vfile *f)
{
	int rc = check_path(f->path);

	if (!rc)
		rc = check_where(f);
	if (rc < 0)
		return rc;
	*out = arena_grow(arena, *out, *n, sizeof(**out));
	(*out)[(*n)++] = *f;
	return 0;
}

static bool cut_end(char *text, char c)
{
	size_t n = strlen(text);
	bool there = n && text[n - 1] == c;

	if (there)
		text[n - 1] = '\0';
	return there;
}

int vfile_list(struct vfile **out, size_t *n, struct arena *arena,
	       const char *files)
{
	static const char blank[] = " \t";
	int rc = 0;

	for (files += strspn(files, blank); !rc && *files;
	     files += strspn(files, blank)) {
		size_t len = strcspn(files, blank);
		char *path = arena_strndup(arena, files, len);
		char *colon = strchr(path, ':');
		struct vfile f = { .path = path, .count = 1 };

		if (colon) {
			*colon = '\0';
			f.where = colon + 1;
		}
		f.optional = cut_end(path, '?');
		rc = add(out, n, arena, &f);
		files += len;
	}
	return rc;
}

/* At least one hole, something between two, {version} once. */
static int check_holes(struct vfile *f)
{
	size_t len, n = 0, whole = 0;
	enum vhole hole;
	const char *end = NULL, *p = vhole_find(f->anchor, &hole, &len);
	bool touch = false;

	for (; p; p = vhole_find(end, &hole, &len), n++) {
		whole += hole == HOLE_VERSION;
		touch = touch || p == end;
		end = p + len;
	}
	if (!n || whole > 1)
		return error(
			E_CONFIG,
			"'%s' does not hold {version} once, or parts of it such as {major}",
			f->anchor);
	if (touch)
		return error(E_CONFIG, "'%s' has nothing between two parts",
			     f->anchor);
	f->parts = !whole;
	return f->count && f->count <= VFILE_MAX / n ?
		       0 :
		       error(E_CONFIG, "'%s' cannot be there %zu times",
			     f->anchor, f->count);
}

static int take_anchor(struct vfile **out, size_t *n, struct arena *arena,
		       char *text)
{
	char *colon = strchr(text, ':'), *star;
	struct vfile f = { .path = text, .count = 1 };
	int rc;

	if (!colon)
		return error(E_CONFIG, "'%s' names no file: <file>: <text>",
			     text);
	*colon = '\0';
	f.anchor = colon + 1 + strspn(colon + 1, " \t");
	f.maybe = ends_with(text, "*?");
	if (f.maybe)
		text[strlen(text) - 2] = '\0';
	f.optional = cut_end(text, '?');
	star = strrchr(text, '*');
	if (star) {
		*star = '\0';
		f.count = strtoul(star + 1, NULL, 10);
	}
	rc = check_holes(&f);
	return rc < 0 ? rc : add(out, n, arena, &f);
}

int vfile_anchors(struct vfile **out, size_t *n, struct arena *arena,
		  const char *anchors)
{
	static const char blank[] = " \t;";
	int rc = 0;

	for (anchors += strspn(anchors, blank); !rc && *anchors;
	     anchors += strspn(anchors, blank)) {
		size_t len = strcspn(anchors, ";");
		char *text = arena_strndup(arena, anchors, len);

		while (cut_end(text, ' ') || cut_end(text, '\t'))
			continue;
		rc = take_anchor(out, n, arena, text);
		anchors += len;
	}
	return rc;
}

static int by_place(const void *a, const void *b)
{
	const struct vspan *x = a, *y = b;

	return (x->at > y->at) - (x->at < y->at);
}

static int find_all(struct vscan *s)
{
	const struct vfile *f = s->file;
	const struct format *format = format_of(f->path);
	int rc = 0;

	if (f->anchor)
		return vfile_anchor(s, f->anchor);
	if (f->where && *f->where != '.' && *f->where != '[')
		return format->named(s, f->where);
	if (f->where)
		return format->find(s, f->where);
	if (!format->where[0])
		return vfile_plain(s, "");
	for (int i = 0; !rc && i < 2 && format->where[i]; i++) {
		s->i = 0;
		s->before = s->out->n;
		rc = format->find(s, format->where[i]);
	}
	return rc;
}

static int no_version(const struct vfile *f)
{
	int rc = error(E_NOTFOUND, "%s: there is no version%s%s", f->path,
		       f->where ? " at " : "", f->where ? f->where : "");

	if (!f->anchor && !f->where)
		error_hint("name the place that holds it: %s:%s", f->path,
			   example_of(format_of(f->path)));
	return rc;
}

int vfile_find(const struct vfile *f, const char *text, size_t n,
	       struct vspans *out)
{
	static const char bom[] = "\xef\xbb\xbf";
	struct vscan s = { .file = f, .text = text, .n = n, .out = out };
	size_t skip = n >= 3 && !memcmp(text, bom, 3) ? 3 : 0;
	int rc;

	out->n = 0;
	if (n > VFILE_MAX_BYTES || memchr(text, '\0', n))
		return error(E_POLICY, "%s: no text file", f->path);
	s.text += skip;
	s.n -= skip;
	if ((rc = find_all(&s)) < 0)
		return rc;
	qsort(out->item, out->n, sizeof(*out->item), by_place);
	for (size_t i = 0; i < out->n; i++)
		out->item[i].at += skip;
	return out->n || f->maybe ? 0 : no_version(f);
}

bool vfile_version(const char *text, const struct vspans *at,
		   struct strbuf *out)
{
	const struct vspan *part[HOLE_NUMBER + 1] = { NULL };

	for (size_t i = at->n; i-- > 0;)
		part[at->item[i].hole] = &at->item[i];
	const struct vspan *all = part[HOLE_VERSION] ? part[HOLE_VERSION] :
						       part[HOLE_FINAL];
	if (all) {
		strbuf_add(out, text + all->at, all->len);
		return true;
	}
	for (int i = HOLE_MAJOR; i <= HOLE_PATCH; i++)
		if (!part[i])
			return false;
	for (int i = HOLE_MAJOR; i <= HOLE_PATCH; i++) {
		strbuf_adds(out, i > HOLE_MAJOR ? "." : "");
		strbuf_add(out, text + part[i]->at, part[i]->len);
	}
	return true;
}

/* Are the places found again where they were put? */
static int read_again(const struct vfile *f, const struct strbuf *text,
		      const struct vspans *at, const char *version)
{
	struct vspans now;
	int rc = vfile_find(f, text->buf, text->len, &now);
	bool same = rc >= 0 && now.n == at->n;

	for (size_t i = 0; same && i < now.n; i++)
		same = now.item[i].len == at->item[i].len &&
		       now.item[i].at == at->item[i].at &&
		       now.item[i].hole == at->item[i].hole;
	return same ? 0 :
		      error(E_POLICY, "%s: it would not read as '%s'", f->path,
			    version);
}

int vfile_splice(const struct vfile *f, const char *text, size_t n,
		 const struct vspans *at, const char *version,
		 struct strbuf *out)
{
	struct vspans now = { .n = at->n };
	size_t from = 0;

	strbuf_reset(out);
	for (size_t i = 0; i < at->n; i++) {
		CLEANUP(strbuf) struct strbuf value = STRBUF_INIT;
		const struct vspan *v = &at->item[i];
		bool quote;
		int rc = vfile_spell(f, text, v, version, &value, &quote);

		if (rc < 0)
			return rc;
		strbuf_add(out, text + from, v->at - from);
		strbuf_adds(out, quote ? "\"" : "");
		now.item[i] = (struct vspan){ out->len, value.len, v->hole };
		strbuf_add(out, value.buf, value.len);
		strbuf_adds(out, quote ? "\"" : "");
		from = v->at + v->len;
	}
	strbuf_add(out, text + from, n - from);
	return read_again(f, out, &now, version);
}
