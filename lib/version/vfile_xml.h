#ifndef VERSION_VFILE_XML_H
#define VERSION_VFILE_XML_H

/*
 * XML: the text of the element that a path of names leads to, such as
 * .project.version; just far enough to know elements from all else.
 */
#include "version/vfile_scan.h"

int vfile_xml(struct vscan *s, const char *where) MUST_CHECK;

#endif
