#include "version/vfile_hole.h"

#include "version/version.h"

#include <string.h>

static const char *const names[] = { "{version}", "{final}", "{series}",
				     "{major}",   "{minor}", "{patch}",
				     "{number}" };

const char *vhole_name(enum vhole hole)
{
	return names[hole];
}

const char *vhole_find(const char *text, enum vhole *hole, size_t *len)
{
	for (text = strchr(text, '{'); text; text = strchr(text + 1, '{')) {
		for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
			*len = strlen(names[i]);
			*hole = (enum vhole)i;
			if (!strncmp(text, names[i], *len))
				return text;
		}
	}
	return NULL;
}

size_t vhole_fit(enum vhole hole, const char *text, size_t n)
{
	size_t dots = hole == HOLE_FINAL ? 8 : hole == HOLE_SERIES, i = 0;

	for (; i < n; i++) {
		if (text[i] == '.' && i && text[i - 1] != '.' && dots)
			dots--;
		else if (text[i] < '0' || text[i] > '9')
			break;
	}
	return i && text[i - 1] == '.' ? i - 1 : i;
}

static bool read_version(struct version *v, const char *text)
{
	return version_try(v, SCHEME_SEMVER, text) ||
	       version_try(v, SCHEME_PEP440, text) ||
	       version_try(v, SCHEME_CALVER, text);
}

static int number(struct strbuf *out, const struct version *v,
		  const char *version)
{
	if (v->part[0] > 999999 || (v->n_parts > 1 && v->part[1] > 99) ||
	    (v->n_parts > 2 && v->part[2] > 99) || v->n_parts > 3)
		return error(
			E_POLICY,
			"'%s' cannot be written as one number with two digits for each part",
			version);
	strbuf_addf(out, "%lu",
		    v->part[0] * 10000 +
			    (v->n_parts > 1 ? v->part[1] * 100 : 0) +
			    (v->n_parts > 2 ? v->part[2] : 0));
	return 0;
}

int vhole_value(struct strbuf *out, enum vhole hole, const char *version)
{
	struct version v;
	int part = (int)hole - HOLE_MAJOR;

	if (hole == HOLE_VERSION) {
		strbuf_adds(out, version);
		return 0;
	}
	if (!read_version(&v, version))
		return error(E_POLICY, "'%s' has no %s", version, names[hole]);
	if (hole == HOLE_NUMBER)
		return number(out, &v, version);
	if (hole == HOLE_FINAL) {
		for (int i = 0; i < v.n_parts; i++) {
			strbuf_adds(out, i ? "." : "");
			version_part_text(out, &v, i);
		}
	} else if (hole == HOLE_SERIES) {
		version_part_text(out, &v, 0);
		strbuf_addc(out, '.');
		version_part_text(out, &v, 1);
	} else {
		strbuf_addf(out, "%lu", part < v.n_parts ? v.part[part] : 0UL);
	}
	return 0;
}
