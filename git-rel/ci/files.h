#ifndef GIT_REL_CI_FILES_H
#define GIT_REL_CI_FILES_H

/*
 * The files of share/ci, which the build puts into the program.
 */
struct ci_file {
	const char *forge; /* "github"; NULL at the end */
	const char *name;  /* "backport" */
	const char *text;
};

extern const struct ci_file ci_files[];

#endif
