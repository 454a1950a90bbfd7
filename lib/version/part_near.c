#include "version/part_near.h"

#include "text/similar.h"

#include <stddef.h>

const char *part_near(const char *word)
{
	struct similar near = similar_init(word);

	similar_offer(&near, "major");
	similar_offer(&near, "minor");
	similar_offer(&near, "patch");
	return near.best;
}
