#ifndef VERSION_VFILE_YAML_H
#define VERSION_VFILE_YAML_H

/*
 * The keys of a YAML file that stand at its left edge; text and brackets that
 * go over lines are passed over, whatever their lines look like.  E_CONFIG for
 * a path to other keys.
 */
#include "version/vfile_scan.h"

int vfile_yaml(struct vscan *s, const char *where) MUST_CHECK;

#endif
