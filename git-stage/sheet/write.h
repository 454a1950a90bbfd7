#ifndef STAGE_SHEET_WRITE_H
#define STAGE_SHEET_WRITE_H

/*
 * The pieces that the sections of the page are made of.  All text that comes in is
 * escaped; what is there already, `head` and labels, is ours.
 */
#include "git-stage/sheet/sheet.h"

/* "<section>" with its heading, and its end. */
void write_section(struct sheet *x, const char *id, const char *head);
void write_end(struct sheet *x);

/* Foreign text, whose reading direction stays its own; NULL: nothing. */
void write_text(struct sheet *x, const char *text);
void write_code(struct sheet *x, const char *text);
/* Why something is as it is: words, or an address. */
void write_why(struct sheet *x, const char *why);
/* A command to type. */
void write_command(struct sheet *x, const char *text);
/* Where it leads to, as far as a browser may go there: https; else plain text. */
void write_link(struct sheet *x, const char *url);
/* "2026-11-27 22:50 UTC", of a record's time, or as it is. */
void write_time(struct sheet *x, const char *time);
void write_commit(struct sheet *x, const git_oid *id);
/* A mark and a word, for whoever sees no colours. */
void write_state(struct sheet *x, enum standing_state state);
/* A pass or fail of a record. */
void write_result(struct sheet *x, enum record_result result);
/* Values against what was asked and what the release before had. */
void write_values(struct sheet *x, const struct record *rec);
/* Who has answered, and whether a signature says so. */
void write_who(struct sheet *x, const struct standing *one);

/* A table of a class: its head by the labels, NULL-terminated, which its cells have
 * besides, for a narrow page. */
void write_table(struct sheet *x, const char *class, const char *const *labels);
void write_row(struct sheet *x);
void write_cell(struct sheet *x, const char *label);
void write_table_end(struct sheet *x);

#endif
