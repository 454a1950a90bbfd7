#include "evidence/seal.h"

#include "base/cleanup.h"
#include "base/json.h"
#include "base/sha256.h"
#include "object/build.h"

#include <git2.h>
#include <stdlib.h>
#include <string.h>

int seal_make(struct repo *r, const struct evidence *e, const git_oid *commit,
	      bool sign, git_oid *out)
{
	CLEANUP(json) json_object *o = json_object_new_object();
	CLEANUP(strbuf) struct strbuf lines = STRBUF_INIT, text = STRBUF_INIT;
	CLEANUP(text) char *name = xasprintf("evidence-%s", e->release);
	CLEANUP(text) char *count = xasprintf("%zu", e->n_records);
	char digest[SHA256_HEX_SIZE];

	evidence_lines(e, &lines);
	sha256_hex(digest, lines.buf, lines.len);
	json_object_object_add(o, "version", json_object_new_int(1));
	json_add_str(o, "seal", e->release);
	json_add_str(o, "commit", oid_hex(commit));
	json_add_str(o, "records", count);
	json_add_str(o, "sha256", digest);
	strbuf_addf(&text, "evidence of %s\n\n%s\n", e->release, json_line(o));
	return build_tag(r, sign ? TAG_SIGNED : TAG_ANNOTATED, name, text.buf,
			 &e->tip, out);
}

static int take_line(struct seal *out, struct repo *r, const char *line,
		     size_t n)
{
	CLEANUP(json) json_object *o = NULL;
	int rc = json_parse(&o, line, n);

	if (rc < 0)
		return rc;
	const char *release = json_get_str(o, "seal");
	const char *commit = json_get_str(o, "commit");
	const char *records = json_get_str(o, "records");
	const char *digest = json_get_str(o, "sha256");
	char *end = NULL;
	if (json_get_int(o, "version") != 1 || !release || !commit ||
	    !records || !digest || strlen(digest) != SHA256_HEX_SIZE - 1 ||
	    !oid_from_hex(&out->commit, commit))
		return error(E_FAIL, "it lacks what a seal has");
	out->records = strtoul(records, &end, 10);
	if (end == records || *end)
		return error(E_FAIL, "'%s' is no number of records", records);
	out->release = arena_strdup(&r->arena, release);
	out->digest = arena_strdup(&r->arena, digest);
	return 0;
}

int seal_in_tag(struct repo *r, const git_oid *id, git_oid *out)
{
	static const char trailer[] = "\nEvidence: ";
	git_tag *tag = NULL;
	int rc = repo_read(r);

	*out = (git_oid){ { 0 } };
	if (rc < 0 || git_tag_lookup(&tag, r->git, id) < 0)
		return rc; /* a lightweight one names nothing */
	const char *text = git_tag_message(tag);
	for (const char *at = text ? strstr(text, trailer) : NULL; at;
	     at = strstr(at, trailer)) {
		at += strlen(trailer);
		size_t n = strcspn(at, "\n");
		char hex[GIT_OID_HEXSZ + 1];
		if (n != GIT_OID_HEXSZ)
			continue;
		memcpy(hex, at, n);
		hex[n] = '\0';
		if (!oid_from_hex(out, hex))
			*out = (git_oid){ { 0 } };
	}
	git_tag_free(tag);
	return 0;
}

int seal_read(struct seal *out, struct repo *r, const git_oid *id)
{
	git_tag *tag = NULL;
	int rc;

	*out = (struct seal){ .id = *id };
	if ((rc = repo_read(r)) < 0)
		return rc;
	if (git_tag_lookup(&tag, r->git, id) < 0)
		return error_git("cannot read the seal %s", oid_short(id));
	const char *text = git_tag_message(tag);
	const char *line = text ? strstr(text, "\n{") : NULL;
	out->tip = *git_tag_target_id(tag);
	rc = line ? take_line(out, r, line + 1, strcspn(line + 1, "\n")) :
		    error(E_FAIL, "it lacks what a seal has");
	git_tag_free(tag);
	return rc < 0 ? error_in(rc, "the seal %s", oid_short(id)) : 0;
}
