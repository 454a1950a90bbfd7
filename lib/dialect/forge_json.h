#ifndef DIALECT_FORGE_JSON_H
#define DIALECT_FORGE_JSON_H

/*
 * Reading what a forge sent, field by field.  A stranger wrote it: a field that
 * must be there and is not, or has another type, is an error, which the first
 * one records and the reader asks for at the end:
 *
 *	int rc = 0;
 *	struct fields f = { arena, object, &rc };
 *	out->title = field_text(&f, "title");
 *	out->body = field_text_opt(&f, "body");
 *	return rc;
 *
 * Strings are copied to the arena.  Text that must be there is never NULL.
 */
#include "base/arena.h"
#include "base/json.h"

#include <stdbool.h>

struct fields {
	struct arena *arena;
	json_object *o; /* NULL: an object that may be missing, and is */
	int *rc;        /* 0, or E_NET once something was wrong */
};

const char *field_text(struct fields *f, const char *key);
/* NULL if absent or null. */
const char *field_text_opt(struct fields *f, const char *key);
/* "http://..." or "https://...", fit to be shown and to be clicked on. */
const char *field_url(struct fields *f, const char *key);
const char *field_url_opt(struct fields *f, const char *key);
/* The same where anybody may have put anything: NULL for what is no URL.  Gitea
 * has paths there for its own jobs. */
const char *field_link_opt(struct fields *f, const char *key);
/* The id of a commit, in hex; NULL if absent or null. */
const char *field_commit_opt(struct fields *f, const char *key);

long field_number(struct fields *f, const char *key); /* 0 and above */
/* -1 if absent or null. */
long long field_number_opt(struct fields *f, const char *key);
/* A number that names something, as text. */
const char *field_id(struct fields *f, const char *key);
/* Absent and null are false. */
bool field_flag(struct fields *f, const char *key);

/* An object within; without one all that may be missing in it is. */
struct fields field_in(struct fields *f, const char *key);
/* NULL if absent or null. */
json_object *field_list(struct fields *f, const char *key);
/* Texts of a list: of strings, or of objects with `name`; NULL-terminated. */
const char *const *field_names(struct fields *f, const char *key,
			       const char *name);

/* Record that `key` is not as it should be. */
void field_wrong(struct fields *f, const char *key, const char *wanted);

/* Members of what is sent; these add to base/json.h. */
json_object *json_new(void);
json_object *json_new_list(void);
void json_add_flag(json_object *o, const char *key, bool value);
void json_add_number(json_object *o, const char *key, long long value);
void json_add(json_object *o, const char *key,
	      json_object *value);                       /* takes it */
void json_append(json_object *list, json_object *value); /* takes it */
void json_append_text(json_object *list, const char *text);
void json_append_number(json_object *list, long long value);
/* A NULL-terminated list of strings; NULL adds nothing. */
void json_add_names(json_object *o, const char *key, const char *const *name);

#endif
