#include "github/github_read.h"

#include "dialect/forge_json.h"
#include "net/url.h"

#include <json-c/json.h>
#include <string.h>

static size_t count(const char *const *list)
{
	size_t n = 0;

	while (list[n])
		n++;
	return n;
}

static const char *const *read_reviewers(struct fields *f)
{
	const char *const *person =
		field_names(f, "requested_reviewers", "login");
	const char *const *team = field_names(f, "requested_teams", "slug");
	size_t n = count(person), teams = count(team);
	const char **all =
		arena_alloc(f->arena, (n + teams + 1) * sizeof(*all));

	for (size_t i = 0; i < n; i++)
		all[i] = person[i];
	for (size_t i = 0; i < teams; i++)
		all[n + i] = arena_printf(f->arena, "/%s", team[i]);
	return all;
}

int github_read_pull(struct arena *a, json_object *o, struct forge_pull *out)
{
	int rc = 0;
	struct fields f = { a, o, &rc };
	struct fields head = field_in(&f, "head"), base = field_in(&f, "base");
	struct fields from = field_in(&head, "repo");
	struct fields to = field_in(&base, "repo");
	struct fields by = field_in(&f, "user");
	struct fields milestone = field_in(&f, "milestone");
	const char *state = field_text(&f, "state");
	/* the listing has no `merged` */
	bool merged = field_flag(&f, "merged") ||
		      field_text_opt(&f, "merged_at");

	*out = (struct forge_pull){
		.number = field_number(&f, "number"),
		.state = merged                 ? FORGE_MERGED :
			 !strcmp(state, "open") ? FORGE_OPEN :
						  FORGE_CLOSED,
		.draft = field_flag(&f, "draft"),
		.url = field_url(&f, "html_url"),
		.title = field_text(&f, "title"),
		.body = field_text_opt(&f, "body"),
		.head = field_text(&head, "ref"),
		.base = field_text(&base, "ref"),
		.head_project = field_text_opt(&from, "full_name"),
		.base_project = field_text_opt(&to, "full_name"),
		.head_id = field_commit_opt(&head, "sha"),
		/* of an open one it is only the forge's trial */
		.merge_id = merged ? field_commit_opt(&f, "merge_commit_sha") :
				     NULL,
		.author = field_text_opt(&by, "login"),
		.milestone = field_text_opt(&milestone, "title"),
		.label = field_names(&f, "labels", "name"),
		.reviewer = read_reviewers(&f),
	};
	if (!merged && strcmp(state, "open") && strcmp(state, "closed"))
		field_wrong(&f, "state", "open or closed");
	return rc;
}

/* Of the listing of issues, which has the pull requests, too. */
int github_read_item(struct arena *a, json_object *o, struct forge_item *out)
{
	int rc = 0;
	struct fields f = { a, o, &rc };
	struct fields pull = field_in(&f, "pull_request");
	struct fields by = field_in(&f, "user");
	struct fields milestone = field_in(&f, "milestone");
	const char *state = field_text(&f, "state");
	const char *merged = field_text_opt(&pull, "merged_at");

	*out = (struct forge_item){
		.number = field_number(&f, "number"),
		.pull = pull.o != NULL,
		.state = merged                 ? FORGE_MERGED :
			 !strcmp(state, "open") ? FORGE_OPEN :
						  FORGE_CLOSED,
		.url = field_url(&f, "html_url"),
		.title = field_text(&f, "title"),
		.author = field_text_opt(&by, "login"),
		.milestone = field_text_opt(&milestone, "title"),
		.ended = merged ? merged : field_text_opt(&f, "closed_at"),
		.label = field_names(&f, "labels", "name"),
	};
	return rc;
}

int github_read_comment(struct arena *a, json_object *o,
			struct forge_comment *out)
{
	int rc = 0;
	struct fields f = { a, o, &rc };
	struct fields by = field_in(&f, "user");

	*out = (struct forge_comment){
		.id = field_id(&f, "id"),
		.url = field_url_opt(&f, "html_url"),
		.body = field_text_opt(&f, "body"),
		.author = field_text_opt(&by, "login"),
		.made = field_text_opt(&f, "created_at"),
	};
	if (!out->body)
		out->body = "";
	return rc;
}

/* Gitea has neither state nor digest: what it has is whole. */
int github_read_asset(struct arena *a, json_object *o, struct forge_asset *out)
{
	int rc = 0;
	struct fields f = { a, o, &rc };
	const char *state = field_text_opt(&f, "state");
	const char *digest = field_text_opt(&f, "digest");

	*out = (struct forge_asset){
		.id = field_id(&f, "id"),
		.name = field_text(&f, "name"),
		.url = field_url_opt(&f, "browser_download_url"),
		.size = field_number_opt(&f, "size"),
		.digest = digest && *digest ? digest : NULL,
		.whole = !state || !strcmp(state, "uploaded"),
	};
	return rc;
}

int github_read_release(struct arena *a, json_object *o,
			struct forge_release *out)
{
	int rc = 0;
	struct fields f = { a, o, &rc };
	json_object *assets = field_list(&f, "assets");

	*out = (struct forge_release){
		.id = field_id(&f, "id"),
		.url = field_url(&f, "html_url"),
		.upload = field_text_opt(&f, "upload_url"),
		.tag = field_text(&f, "tag_name"),
		.name = field_text_opt(&f, "name"),
		.body = field_text_opt(&f, "body"),
		.draft = field_flag(&f, "draft"),
		.prerelease = field_flag(&f, "prerelease"),
		.immutable = field_flag(&f, "immutable"),
	};
	if (rc < 0 || !assets)
		return rc;
	size_t n = json_object_array_length(assets);
	out->asset = arena_alloc(a, (n + 1) * sizeof(*out->asset));
	for (size_t i = 0; i < n; i++) {
		rc = github_read_asset(a, json_object_array_get_idx(assets, i),
				       &out->asset[out->n_assets++]);
		if (rc < 0)
			return rc;
	}
	return 0;
}

static enum forge_result result_of(const char *says)
{
	static const struct {
		const char *word;
		enum forge_result result;
	} table[] = {
		{ "success", FORGE_PASSED },  { "neutral", FORGE_SKIPPED },
		{ "skipped", FORGE_SKIPPED }, { "pending", FORGE_WAITING },
		{ "warning", FORGE_PASSED },
	};

	/* failure, error, cancelled, timed_out, action_required, stale, and
	 * what is yet to be invented */
	for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++)
		if (!strcmp(says, table[i].word))
			return table[i].result;
	return FORGE_FAILED;
}

int github_read_run(struct arena *a, json_object *o, struct forge_check *out,
		    long long *newer)
{
	int rc = 0;
	struct fields f = { a, o, &rc };
	const char *status = field_text(&f, "status");
	const char *end = field_text_opt(&f, "conclusion");
	bool ended = end && !strcmp(status, "completed");

	*newer = field_number(&f, "id");
	*out = (struct forge_check){
		.name = field_text(&f, "name"),
		.url = field_url_opt(&f, "html_url"),
		.says = ended ? end : status,
		.result = ended ? result_of(end) : FORGE_WAITING,
	};
	return rc;
}

/* Gitea says `status` where GitHub says `state`. */
int github_read_status(struct arena *a, json_object *o, struct forge_check *out,
		       long long *newer)
{
	int rc = 0;
	struct fields f = { a, o, &rc };
	const char *says = field_text_opt(&f, "state");

	if (!says || !*says)
		says = field_text(&f, "status");
	*newer = field_number(&f, "id");
	*out = (struct forge_check){
		.name = field_text(&f, "context"),
		.url = field_link_opt(&f, "target_url"),
		.says = says,
		.result = result_of(says),
	};
	return rc;
}

/* "https://api.github.com" and "https://api.x.ghe.com" have a host for uploads
 * beside that of the API. */
static const char *upload_origin(struct arena *a, const char *api)
{
	static const char own[] = "https://api.";
	struct url u;

	if (!starts_with(api, own) || !url_parse(&u, a, api) || u.port)
		return NULL;
	if (strcmp(u.host, "api.github.com") && !ends_with(u.host, ".ghe.com"))
		return NULL;
	return arena_printf(a, "https://uploads.%s", u.host + strlen("api."));
}

const char *github_upload_url(struct arena *a, const char *api,
			      const char *said)
{
	const char *url = arena_strndup(a, said, strcspn(said, "{"));
	const char *beside = upload_origin(a, api);
	struct url u;

	if (!url_parse(&u, a, url))
		return NULL;
	if (url_same_origin(api, url))
		return url;
	return beside && url_same_origin(beside, url) ? url : NULL;
}
