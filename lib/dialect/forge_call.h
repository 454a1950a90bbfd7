#ifndef DIALECT_FORGE_CALL_H
#define DIALECT_FORGE_CALL_H

/*
 * One request to a forge and its answer, in JSON both ways.  What a success is
 * must be proven: by its status, and by JSON that is whole.
 */
#include "base/cleanup.h"
#include "dialect/forge.h"
#include "dialect/forge_json.h"

struct forge_call {
	const char *method; /* NULL: "GET" */
	/* Below the API ("/user"), or a whole URL that the forge gave, which
	 * must be the API's host: else the token does not go there. */
	const char *path;
	json_object *send;  /* the caller's, or NULL */
	long proof;         /* status that a success has; 0: any of 2xx */
	const char *etag;   /* or NULL */
	const char *accept; /* "404": an answer, too; `json` is NULL then */
};

struct forge_reply {
	long status;
	json_object *json; /* NULL: nothing was sent */
	const char *etag;  /* NULL: none */
	const char *next;  /* the next page's URL; NULL: this was the last */
	size_t length;     /* of the body */
};
#define FORGE_REPLY_INIT { 0 }
void forge_reply_release(struct forge_reply *r);

/* Send and read.  Errors: as dialect/forge.h says; the message begins with the
 * forge's name and has the forge's own words. */
int forge_call(struct forge *f, const struct forge_call *c,
	       struct forge_reply *out) MUST_CHECK;

/* The same for GET, for what may not be there (404 is no error, see out->status),
 * and for what only has to be done. */
int forge_get(struct forge *f, const char *path,
	      struct forge_reply *out) MUST_CHECK;
int forge_look(struct forge *f, const char *path,
	       struct forge_reply *out) MUST_CHECK;
int forge_do(struct forge *f, const char *method, const char *path,
	     json_object *send, long proof) MUST_CHECK;

/* Each item of a listing, page by page as the forge links them.  `list`: the
 * member that holds the items, or NULL.  Another result of `each` than 0 ends
 * it, and is what is returned. */
typedef int forge_item(struct forge *f, json_object *item, void *arg);
int forge_each(struct forge *f, const char *path, const char *list,
	       forge_item *each, void *arg) MUST_CHECK;
/* The same for one page that was read already. */
int forge_each_of(struct forge *f, json_object *page, const char *list,
		  forge_item *each, void *arg) MUST_CHECK;

/* For requests that are not JSON: the headers and the token of the forge; and
 * what became of it, `rc` being the result of http_send().  The caller puts
 * `*out`. */
int forge_prepare(struct forge *f, struct http_request *r) MUST_CHECK;
int forge_judge(struct forge *f, const struct http_answer *a, int rc,
		long proof, json_object **out) MUST_CHECK;

/* What 409 is to a merge: its head is another by now (E_STALE), or E_CONFLICT. */
int forge_merge_code(int rc);

/* A part of a path or a value of a query, percent-encoded, in the arena. */
const char *forge_encode(struct forge *f, const char *text);

/* "/repos/owner/name", of another project if `project` is not NULL. */
const char *forge_repo(struct forge *f, const char *project);
/* "per_page=100": as many items a page as the forge gives. */
const char *forge_page(const struct forge *f);
/* "owner" */
const char *forge_owner(struct forge *f, const char *project);

DEFINE_CLEANUP(reply, struct forge_reply, forge_reply_release)

#endif
