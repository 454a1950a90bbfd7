#include "version/vfile_spell.h"

#include "base/cleanup.h"
#include "version/version.h"

#include <string.h>

static bool is_file(const struct vfile *f, const char *const *ends)
{
	const char *slash = strrchr(f->path, '/');
	const char *name = slash ? slash + 1 : f->path;

	for (; *ends; ends++)
		if (**ends == '.' ? ends_with(name, *ends) :
				    !strcmp(name, *ends))
			return true;
	return false;
}

void vfile_spell_anchor(const char *text, size_t at, struct strbuf *out)
{
	size_t from = at;

	while (from && text[from - 1] != '\n')
		from--;
	from += strspn(text + from, " \t");
	for (; from < at; from++)
		strbuf_addc(out,
			    strchr("\"';#\\{", text[from]) ? '?' : text[from]);
}

static int refuse_suffix(const struct vfile *f, const char *text,
			 const struct vspan *v, const char *version)
{
	CLEANUP(strbuf) struct strbuf before = STRBUF_INIT;
	int rc = error(E_POLICY,
		       "%s:%zu: only numbers can stand here, not '%s'", f->path,
		       vfile_line(text, v->at), version);

	vfile_spell_anchor(text, v->at, &before);
	error_hint(
		"to put the numbers alone there, take the file from [version] files, and set anchors = \"%s: %s%s\"",
		f->path, before.buf,
		v->hole == HOLE_VERSION ? "{final}" :
					  "{major}, {minor}, {patch}");
	return rc;
}

static size_t dots(const char *text)
{
	size_t n = 0;

	for (; *text; text++)
		n += *text == '.';
	return n;
}

/* project() of CMake takes four numbers, a tuple three. */
static int check_numbers(const struct vfile *f, const char *text,
			 const struct vspan *v, const char *version)
{
	static const char *const cmake[] = { "CMakeLists.txt", ".cmake", NULL };
	bool tuple = v->hole != HOLE_VERSION;

	if (f->anchor || (!tuple && (f->where || !is_file(f, cmake))))
		return 0;
	if (strspn(version, "0123456789.") == strlen(version) &&
	    dots(version) <= (tuple ? 2 : 3))
		return 0;
	return refuse_suffix(f, text, v, version);
}

/* Cargo, npm, Dart and Mix read nothing else than semver. */
static int check_semver(const struct vfile *f, const char *text,
			const struct vspan *v, const char *version)
{
	static const char *const strict[] = { "Cargo.toml",
					      "Cargo.lock",
					      "package.json",
					      "package-lock.json",
					      "pubspec.yaml",
					      "mix.exs",
					      NULL };
	struct version parsed;

	if (f->anchor || f->where || v->hole != HOLE_VERSION ||
	    !is_file(f, strict) || version_try(&parsed, SCHEME_SEMVER, version))
		return 0;
	int rc = error(
		E_POLICY,
		"%s:%zu: only a version of semver can stand here, not '%s'",
		f->path, vfile_line(text, v->at), version);
	error_hint(
		"spell it so for all (1.2.0-rc.1 is 1.2.0rc1 for Python, too), or take the file from [version] files");
	return rc;
}

/* Would it be a number, or a day? */
static bool is_number(const char *text)
{
	size_t n = strlen(text);

	return strspn(text, "0123456789_.eE+-") == n && dots(text) < 2;
}

/* Without quotes, the place means something else. */
static bool needs_quotes(const struct vfile *f, const char *text,
			 const struct vspan *v, const char *value)
{
	static const char *const yaml[] = { ".yaml", ".yml", NULL };
	static const char *const code[] = { ".py",      ".exs",     ".gradle",
					    ".kts",     ".gemspec", ".rb",
					    ".podspec", ".js",      ".ts",
					    NULL };

	if (f->anchor || v->hole != HOLE_VERSION ||
	    (v->at && strchr("\"'`", text[v->at - 1])))
		return false;
	if (is_file(f, yaml))
		return is_number(value);
	return is_file(f, code) && strspn(value, "0123456789") != strlen(value);
}

int vfile_spell(const struct vfile *f, const char *text, const struct vspan *v,
		const char *version, struct strbuf *out, bool *quote)
{
	static const char *const pub[] = { "pubspec.yaml", NULL };
	const char *old = text + v->at;
	const char *build = memchr(old, '+', v->len);
	int rc;

	if (*version == 'v' || *version == 'V')
		version++;
	*quote = false;
	if ((rc = check_numbers(f, text, v, version)) < 0 ||
	    (rc = check_semver(f, text, v, version)) < 0)
		return rc;
	if (v->hole != HOLE_VERSION)
		return vhole_value(out, v->hole, version);
	if (*old == 'v' || *old == 'V')
		strbuf_addc(out, *old);
	strbuf_adds(out, version);
	/* the build number counts builds, whatever their version */
	if (build && is_file(f, pub) && !strchr(version, '+'))
		strbuf_add(out, build, v->len - (size_t)(build - old));
	*quote = needs_quotes(f, text, v, out->buf);
	return 0;
}
