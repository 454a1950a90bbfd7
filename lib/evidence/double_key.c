#include "evidence/double_key.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "evidence/double_key_find.h"

enum { SIZE_MAX_READ = 1 << 20 };

int double_key_look(struct repo *r, const char *signers, const char **out)
{
	const char *own = config_path(&r->arena,
				      config_git(&r->config,
						 "gpg.ssh.allowedsignersfile"));
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	git_oid id;
	int rc = 0;

	*out = NULL;
	if (signers && oid_from_hex(&id, signers))
		rc = repo_blob(r, &id, &text);
	else if (own) /* git itself says what is wrong with it */
		(void)!strbuf_read_file(&text, own, SIZE_MAX_READ, false);
	if (rc == 0)
		*out = double_key_find(&r->arena, text.buf);
	return rc;
}
