#ifndef TEXT_SIMILAR_H
#define TEXT_SIMILAR_H

/*
 * "did you mean": the known name nearest to one that is not.
 *
 *	struct similar near = similar_init(name);
 *	similar_offer(&near, "main");			for each known name
 *	if (near.best) ...
 */
struct similar {
	const char *name;
	const char *best; /* NULL: none is near */
	int distance;
};

struct similar similar_init(const char *name);
void similar_offer(struct similar *s, const char *known);

#endif
