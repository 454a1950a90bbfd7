#include "config/commit_like.h"

#include "version/message_like.h"
#include "version/version.h"

#include <ctype.h>
#include <string.h>

/* Without " (#7)" at its end. */
static size_t without_number(const char *line, size_t n)
{
	size_t at = n;

	while (at > 3 && isdigit((unsigned char)line[at - 2]))
		at--;
	return at > 3 && at < n && line[n - 1] == ')' &&
			       !memcmp(line + at - 4, " (#", 3) ?
		       at - 4 :
		       n;
}

bool commit_like_sync(const char *line, size_t n)
{
	static const char words[] = MESSAGE_SYNC " ";
	const size_t len = sizeof(words) - 1;

	return n > len && !memcmp(line, words, len) &&
	       !memchr(line + len, ' ', n - len);
}

bool commit_like_next_dev(const struct config *config, const char *line,
			  size_t n)
{
	const char *next = setting(config, K_NEXT_DEV_MESSAGE);
	enum scheme scheme;

	return scheme_from_name(&scheme, setting(config, K_SCHEME)) >= 0 &&
	       message_like(*next ? next : MESSAGE_NEXT_DEV, scheme,
			    setting(config, K_TAG), "", line, n);
}

bool commit_like_release(const struct config *config, const char *line,
			 size_t n)
{
	static const char *const ours[] = { MESSAGE_RELEASE, MESSAGE_NOTES,
					    MESSAGE_FOLD, MESSAGE_EDIT,
					    MESSAGE_BUMP };
	static const enum key_id branches[] = { K_BRANCH, K_HOTFIX_BRANCH };
	const char *set = setting(config, K_COMMIT_MESSAGE);
	const char *bump = setting(config, K_BUMP_MESSAGE);
	const char *tag = setting(config, K_TAG);
	enum scheme scheme;

	if (scheme_from_name(&scheme, setting(config, K_SCHEME)) < 0)
		return false;
	n = without_number(line, n);
	for (int i = 0; i < 2; i++) {
		const char *branch = setting(config, branches[i]);
		if (message_like(set, scheme, tag, branch, line, n) ||
		    message_like(bump, scheme, tag, branch, line, n))
			return true;
	}
	if (commit_like_next_dev(config, line, n) || commit_like_sync(line, n))
		return true;
	for (size_t i = 0; !*set && i < sizeof(ours) / sizeof(*ours); i++)
		if (message_like(ours[i], scheme, "", "", line, n))
			return true;
	return false;
}
