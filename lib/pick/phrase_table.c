#include "pick/phrase_table.h"

/* The first that fits is taken. */
const struct phrase phrase_table[] = {
	/* git cherry-pick -x, and what bots and people make of it */
	{ "cherry picked|pick from *", "cherry-pick -x", POINTER_PICK,
	  P_REQUEST },
	{ "cherrypicked|cherrypick from *", "cherry-pick -x", POINTER_PICK,
	  P_REQUEST },
	{ "picked from *", "cherry-pick -x", POINTER_PICK, 0 },
	{ "cherry picked|pick *", "cherry-pick", POINTER_PICK,
	  P_HEAD | P_PROSE | P_PLAIN | P_REQUEST },

	/* Ubuntu, stable branches, Ceph */
	{ "backported|backport from *", "backported from", POINTER_EDITED,
	  P_REQUEST },
	{ "back ported|port from *", "backported from", POINTER_EDITED,
	  P_REQUEST },
	{ "adopted|adapted from *", "adopted from", POINTER_EDITED, 0 },

	/* Node.js, OpenJDK, Gitea, Mergify */
	{ "backport pr url", "Backport-PR-URL", POINTER_CHANGE,
	  P_LINE | P_COLON | P_NUMBER },
	{ "pr url", "PR-URL", POINTER_CHANGE, P_LINE | P_COLON | P_NUMBER },
	{ "backport of *", "Backport-of", POINTER_PICK,
	  P_HEAD | P_PROSE | P_PLAIN | P_REQUEST },
	{ "backport|backports|backported *", "Backport", POINTER_PICK,
	  P_HEAD | P_PROSE | P_PLAIN | P_REQUEST },
	{ "back port|ported *", "Backport", POINTER_PICK,
	  P_HEAD | P_PROSE | P_PLAIN | P_REQUEST },

	/* Linux stable, Cilium, DPDK */
	{ "upstream *", "upstream", POINTER_PICK, P_SQUARE | P_PLAIN },
	{ "upstream commit *", "upstream", POINTER_PICK, P_LINE | P_ALONE },
	{ "commit *", "upstream", POINTER_PICK, P_HEAD | P_PROSE | P_UPSTREAM },
	{ "fixes *", "Fixes", POINTER_FIXES, P_LINE | P_PLAIN | P_SUBJECT },
	{ "fixes (no backport) *", "Fixes", POINTER_FIXES,
	  P_LINE | P_COLON | P_SUBJECT },
	{ "stable dep of *", "Stable-dep-of", POINTER_DEP,
	  P_LINE | P_COLON | P_SUBJECT },
	{ "cc", "Cc: stable", POINTER_DEP, P_LINE | P_COLON | P_SEARCH },

	/* Bitcoin, SUSE, Debian (DEP-3), NetworkManager */
	{ "rebased from *", "Rebased-From", POINTER_PICK, P_LINE | P_COLON },
	{ "github pull", "Github-Pull", POINTER_PICK_CHANGE,
	  P_LINE | P_COLON | P_NUMBER },
	{ "git commit", "Git-commit", POINTER_PICK, P_LINE | P_COLON },
	{ "origin upstream", "Origin", POINTER_PICK, P_LINE | P_SEARCH },
	{ "origin backport", "Origin", POINTER_EDITED, P_LINE | P_SEARCH },
	{ "applied upstream", "Applied-Upstream", POINTER_PICK,
	  P_LINE | P_COLON | P_SEARCH },
	{ "ignore backport|fixes", "Ignore-Backport", POINTER_NEGATIVE,
	  P_LINE | P_COLON },

	/* git revert, and prose */
	{ "reverts *", "This reverts commit", POINTER_REVERT,
	  P_PROSE | P_PLAIN },
	{ "revert|reverting|reverted *", "Revert", POINTER_REVERT,
	  P_HEAD | P_PROSE | P_PLAIN },
	{ "reapplies|reapply *", "Reapply", POINTER_REAPPLY,
	  P_HEAD | P_PROSE | P_PLAIN },

	/* Gerrit, GitLab */
	{ "change id", "Change-Id", POINTER_CHANGE, P_LINE | P_COLON | P_TEXT },
	{ "see merge request", "See merge request", POINTER_CHANGE,
	  P_LINE | P_NUMBER },
	{ 0 },
};
