#include "config/keys.h"

#include <stddef.h>
#include <string.h>

const char *const model_names[N_MODELS] = { "gitflow", "trunk", "qualify" };

#define ALL(text)                                                              \
	{                                                                      \
		text, text, text                                               \
	}
#define BOTH(policy, last) .section = "release", .name = policy, .git = last
#define VERSION(policy, last) .section = "version", .name = policy, .git = last
#define NOTES(policy, last) .section = "notes", .name = policy, .git = last
#define BACKPORT(policy, last)                                                 \
	.section = "backport", .name = policy, .git = last
#define BACKPORT_PRESETS                                                       \
	"default korthout tibdex elastic nextcloud gitea gitea-cli prow "      \
	"cpython mergify hashicorp meeseeks"
#define FORGE(policy, last) .section = "forge", .name = policy, .git = last
#define GIT_ONLY(policy, last) .name = policy, .git = last

const struct key keys[N_KEYS] = {
	[K_MODEL] = { BOTH("model", "rel.model"), KEY_CHOICE,
		      "gitflow trunk qualify", ALL("gitflow"),
		      "the shape of the history" },
	[K_MAIN] = { BOTH("main", "rel.main"),
		     KEY_BRANCH,
		     NULL,
		     { "main", "main", "stable" },
		     "branch where releases land" },
	[K_DEVELOP] = { BOTH("develop", "rel.develop"),
			KEY_BRANCH,
			NULL,
			{ "develop", "", "main" },
			"branch where work goes on; merged back to" },
	[K_BASE] = { BOTH("base", "rel.base"),
		     KEY_BRANCH,
		     NULL,
		     { "develop", "main", "HEAD" },
		     "what a release branches from" },
	[K_BRANCH] = { BOTH("branch", "rel.branch"),
		       KEY_REFNAME,
		       NULL,
		       { "release/v{version}", "release/v{version}",
			 "release-qual/{version}" },
		       "name of a release branch" },
	[K_HOTFIX_BRANCH] = { BOTH("hotfix-branch", "rel.hotfixbranch"),
			      KEY_REFNAME, NULL, ALL("hotfix/v{version}"),
			      "name of a hotfix branch" },
	[K_STABLE_BRANCH] = { BOTH("stable-branch", "rel.stablebranch"),
			      KEY_LINE,
			      NULL,
			      { "stable/v{series}", "stable/v{series}",
				"stable-v{series}" },
			      "branch where releases of its series land" },
	[K_TAG] = { BOTH("tag", "rel.tag"), KEY_REFNAME, NULL,
		    ALL("v{version}"), "name of a release tag" },
	[K_TAG_MESSAGE] = { BOTH("tag-message", "rel.tagmessage"),
			    KEY_TEMPLATE,
			    NULL,
			    { "Release v{version}", "Release v{version}",
			      "Release version {version}" },
			    "message of a release tag" },
	[K_HOTFIX_TAG_MESSAGE] = { BOTH("hotfix-tag-message",
					"rel.hotfixtagmessage"),
				   KEY_TEMPLATE, NULL, ALL(""),
				   "message of a hotfix tag (empty: tag-message)" },
	[K_CANDIDATE_TAG_MESSAGE] = { BOTH("candidate-tag-message",
					   "rel.candidatetagmessage"),
				      KEY_TEMPLATE, NULL,
				      ALL("Release candidate {candidate} for v{final}"),
				      "message of a candidate's tag (empty: tag-message)" },
	[K_SIGN] = { BOTH("sign", "rel.sign"), KEY_CHOICE,
		     "required auto annotated lightweight", ALL("auto"),
		     "whether tags are signed" },
	[K_TAG_TARGET] = { BOTH("tag-target", "rel.tagtarget"),
			   KEY_CHOICE,
			   "merge tip",
			   { "merge", "merge", "tip" },
			   "what is tagged: the merge or the branch's tip" },
	[K_FINISH] = { BOTH("finish", "rel.finish"),
		       KEY_CHOICE,
		       "push pr",
		       { "push", "pr", "pr" },
		       "who merges: we (push) or the forge (pr)" },
	[K_MERGE] = { BOTH("merge", "rel.merge"), KEY_CHOICE, "no-ff ff-only",
		      ALL("no-ff"),
		      "whether a release is merged, or its branch taken as it is" },
	[K_MERGE_MESSAGE] = { BOTH("merge-message", "rel.mergemessage"),
			      KEY_TEMPLATE, NULL, ALL(""),
			      "message of the merge into main; else git's own" },
	[K_COMMIT_MESSAGE] = { BOTH("commit-message", "rel.commitmessage"),
			       KEY_TEMPLATE, NULL, ALL(""),
			       "message of the release commit" },
	[K_BUMP_MESSAGE] = { BOTH("bump-message", "rel.bumpmessage"),
			     KEY_TEMPLATE, NULL, ALL(""),
			     "if set, the bump is a commit with this message" },
	[K_REMOTE] = { BOTH("remote", "rel.remote"), KEY_REMOTE, NULL,
		       ALL("origin"), "remote to push to" },
	[K_SCHEME] = { BOTH("scheme", "rel.scheme"), KEY_CHOICE,
		       "semver pep440 calver", ALL("semver"),
		       "how versions are written and ordered" },
	[K_PARAMETERS] = { BOTH("parameters", "rel.parameters"), KEY_TEXT, NULL,
			   ALL(""),
			   "names that --set may give a value (empty: any)" },
	[K_VERSION_FILES] = { VERSION("files", "rel.versionfiles"), KEY_FILES,
			      NULL, ALL(""), "files that carry the version" },
	[K_VERSION_ANCHORS] = { VERSION("anchors", "rel.versionanchors"),
				KEY_ANCHORS, NULL, ALL(""),
				"text around the version in other files" },
	[K_FORBID_STATIC] = { VERSION("forbid-static", "rel.forbidstatic"),
			      KEY_FILES, NULL, ALL(""),
			      "files that must not carry a version" },
	[K_PLACEHOLDER] = { VERSION("placeholder", "rel.placeholder"), KEY_TEXT,
			    NULL, ALL(""),
			    "word that becomes the version in final releases" },
	[K_NEXT_DEV] = { VERSION("next-dev", "rel.nextdev"), KEY_NEXT, NULL,
			 ALL(""),
			 "after a release, the files go on as: minor {version}-dev" },
	[K_NEXT_DEV_MESSAGE] = { VERSION("next-dev-message",
					 "rel.nextdevmessage"),
				 KEY_TEMPLATE, NULL, ALL(""),
				 "message of the commit that next-dev makes" },
	[K_NOTES_STYLE] = { NOTES("style", "rel.notesstyle"), KEY_CHOICE,
			    "keepachangelog towncrier sections none",
			    ALL("none"), "how notes are kept" },
	[K_NOTES_CHANGELOG] = { NOTES("changelog", "rel.changelog"),
				KEY_TEMPLATE, NULL, ALL("CHANGELOG.md"),
				"path of the changelog" },
	[K_NOTES_FRAGMENTS] = { NOTES("fragments", "rel.fragments"), KEY_TEXT,
				NULL, ALL(""),
				"folder of news fragments (empty: that of towncrier, or changes)" },
	[K_NOTES_RENDER] = { NOTES("render", "rel.notesrender"), KEY_TEXT, NULL,
			     ALL(""),
			     "command that prints the section of a version (empty: none)" },
	[K_NOTES_CATEGORIES] = { NOTES("categories", "rel.notescategories"),
				 KEY_TEXT, NULL, ALL(""),
				 "categories of commits: feat = Features, fix = Fixes" },
	[K_NOTES_ENTRY] = { NOTES("entry", "rel.notesentry"), KEY_ENTRY, NULL,
			    ALL(""),
			    "form of entries made from commits: {text} ({hash})" },
	[K_NOTES_FILE] = { NOTES("file", "rel.notesfile"), KEY_TEMPLATE, NULL,
			   ALL(""),
			   "path of the notes of one version (empty: none)" },
	[K_NOTES_GROUPS] = { NOTES("groups", "rel.notesgroups"), KEY_TEMPLATE,
			     NULL, ALL(""),
			     "path of the file that groups related changes" },
	[K_NOTES_CANDIDATES] = { NOTES("candidates", "rel.notescandidates"),
				 KEY_CHOICE, "fold keep", ALL("fold"),
				 "what becomes of candidates' sections" },
	[K_NOTES_UNRELEASED] = { NOTES("unreleased", "rel.notesunreleased"),
				 KEY_TEXT, NULL, ALL(""),
				 "heading of what is unreleased (empty: any that says so)" },
	[K_NOTES_KEEP_UNRELEASED] = { NOTES("keep-unreleased",
					    "rel.keepunreleased"),
				      KEY_BOOL, NULL, ALL("true"),
				      "an empty Unreleased stays above a new section" },
	[K_NOTES_EMPTY_SECTION] = { NOTES("empty-section", "rel.emptysection"),
				    KEY_BOOL, NULL, ALL("false"),
				    "a section is written also where nothing is noted" },
	[K_NOTES_HEADING] = { NOTES("heading", "rel.notesheading"),
			      KEY_TEMPLATE, NULL, ALL(""),
			      "heading of a new section (empty: like the others)" },
	[K_NOTES_TITLE_VERSION] = { NOTES("title-version", "rel.titleversion"),
				    KEY_TEMPLATE, NULL, ALL(""),
				    "the version in a heading (empty: like the others)" },
	[K_BACKPORT_TARGETS] = { BACKPORT("targets", "backport.targets"),
				 KEY_TEXT, NULL, ALL(""),
				 "branches to pick onto (empty: those of stable-branch)" },
	[K_BACKPORT_SOURCE] = { BACKPORT("source", "backport.source"),
				KEY_BRANCH, NULL, ALL(""),
				"branch that commits come from (empty: develop, or main)" },
	[K_BACKPORT_BRANCH] = { BACKPORT("branch", "backport.branch"),
				KEY_BACKPORT, NULL,
				ALL("backport/{id}/{target}"),
				"name of the branch of a backport" },
	[K_BACKPORT_TRAILER] = { BACKPORT("trailer", "backport.trailer"),
				 KEY_CHOICE, "git kernel none", ALL("git"),
				 "how a picked commit names where it is from" },
	[K_BACKPORT_SIGN_OFF] = { BACKPORT("sign-off", "backport.signoff"),
				  KEY_BOOL, NULL, ALL("false"),
				  "whether picked commits get a Signed-off-by" },
	[K_BACKPORT_PRESET] = { BACKPORT("preset", "backport.preset"),
				KEY_CHOICE, BACKPORT_PRESETS, ALL("default"),
				"whose names its branch, pull request and labels have" },
	[K_BACKPORT_TITLE] = { BACKPORT("title", "backport.title"), KEY_TEXT,
			       NULL, ALL(""),
			       "title of its pull request (empty: the preset's)" },
	[K_BACKPORT_BODY] = { BACKPORT("body", "backport.body"), KEY_TEXT, NULL,
			      ALL(""),
			      "file with the form of its body (empty: the preset's)" },
	[K_BACKPORT_LABELS] = { BACKPORT("labels", "backport.labels"), KEY_TEXT,
				NULL, ALL(""),
				"labels of its pull request, separated by commas" },
	[K_PR_TITLE] = { FORGE("pr-title", "rel.prtitle"), KEY_TEMPLATE, NULL,
			 ALL("Release {tag}"),
			 "title of a release's pull request" },
	[K_PR_BODY] = { FORGE("pr-body", "rel.prbody"), KEY_TEMPLATE, NULL,
			ALL(""),
			"file with the form of its body (empty: the notes)" },
	[K_PR_LABELS] = { FORGE("pr-labels", "rel.prlabels"), KEY_TEXT, NULL,
			  ALL(""), "its labels, separated by commas" },
	[K_PR_REVIEWERS] = { FORGE("pr-reviewers", "rel.prreviewers"), KEY_TEXT,
			     NULL, ALL(""),
			     "who is asked to review it, separated by commas" },
	[K_PR_MILESTONE] = { FORGE("pr-milestone", "rel.prmilestone"),
			     KEY_TEMPLATE, NULL, ALL(""),
			     "title of its milestone" },
	[K_PR_DRAFT] = { FORGE("pr-draft", "rel.prdraft"), KEY_BOOL, NULL,
			 ALL("false"), "whether it is opened as a draft" },
	[K_REQUIRED_CHECKS] = { FORGE("required-checks", "rel.requiredchecks"),
				KEY_TEXT, NULL, ALL(""),
				"checks that a pull request into main has passed, separated by commas" },
	[K_REQUIRED_REVIEWS] = { FORGE("required-reviews",
				       "rel.requiredreviews"),
				 KEY_TEXT, NULL, ALL("0"),
				 "approvals that a pull request into main needs" },
	[K_RELEASE_TITLE] = { FORGE("release-title", "rel.releasetitle"),
			      KEY_TEMPLATE, NULL, ALL("{tag}"),
			      "title of the forge's release" },
	[K_ASSETS] = { FORGE("assets", "rel.assets"), KEY_TEXT, NULL, ALL(""),
		       "files of the forge's release: dist/*.whl dist/*.tar.gz" },
	[K_PUBLISH_RETRIES] = { FORGE("publish-retries", "rel.publishretries"),
				KEY_TEXT, NULL, ALL(""),
				"how often commands of [publish] are tried: verify 5 30" },
	[K_CI_LABELS] = { FORGE("ci-labels", "rel.cilabels"), KEY_TEXT, NULL,
			  ALL(""),
			  "labels that git rel ci adds for a while, separated by commas" },
	[K_CI_COMMENT] = { FORGE("ci-comment", "rel.cicomment"), KEY_TEXT, NULL,
			   ALL("/ci"),
			   "comment that starts CI (empty: none is made)" },
	[K_CI_POLL] = { FORGE("ci-poll", "rel.cipoll"), KEY_TEXT, NULL,
			ALL("5 30"),
			"seconds between two looks at CI, at first and at most" },
	[K_CI_START] = { FORGE("ci-start", "rel.cistart"), KEY_TEXT, NULL,
			 ALL("120"), "seconds that CI may take to begin" },
	[K_CI_TIMEOUT] = { FORGE("ci-timeout", "rel.citimeout"), KEY_TEXT, NULL,
			   ALL("7200"), "seconds that CI may take in all" },
	[K_FORK] = { GIT_ONLY("fork", "rel.fork"), KEY_TEXT, NULL, ALL(""),
		     "remote that takes branches where rel.remote does not" },
	[K_ON_CONFLICT] = { GIT_ONLY("on-conflict", "backport.onconflict"),
			    KEY_CHOICE, "auto stop skip", ALL("auto"),
			    "what a pick does that conflicts" },
	[K_PUSH] = { GIT_ONLY("push", "rel.push"), KEY_BOOL, NULL, ALL("false"),
		     "push new release branches at once" },
	[K_CONFIRM] = { GIT_ONLY("confirm", "rel.confirm"), KEY_BOOL, NULL,
			ALL("true"), "ask before what cannot be taken back" },
	[K_FORGE] = { GIT_ONLY("forge", "rel.forge"), KEY_CHOICE,
		      "auto github gitlab gitea", ALL("auto"),
		      "which forge the remote is (auto: found out)" },
	[K_FORGE_URL] = { GIT_ONLY("forge-url", "rel.forgeurl"), KEY_TEXT, NULL,
			  ALL(""),
			  "address of the forge's API (empty: found out)" },
	[K_FORGE_PROJECT] = { GIT_ONLY("forge-project", "rel.forgeproject"),
			      KEY_TEXT, NULL, ALL(""),
			      "the project there, owner/name (empty: as in the remote)" },
};

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Not strcasecmp: that asks the locale, where 'I' may not pair with 'i'. */
static bool same_name(const char *a, const char *b)
{
	while (*a && lower(*a) == lower(*b)) {
		a++;
		b++;
	}
	return !*a && !*b;
}

const struct key *key_by_git(const char *name)
{
	for (int i = 0; i < N_KEYS; i++) {
		if (same_name(keys[i].git, name))
			return &keys[i];
	}
	return NULL;
}

const struct key *key_by_gitrel(const char *section, const char *name)
{
	for (int i = 0; i < N_KEYS; i++) {
		if (keys[i].section && !strcmp(keys[i].section, section) &&
		    !strcmp(keys[i].name, name))
			return &keys[i];
	}
	return NULL;
}
