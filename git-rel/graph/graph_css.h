#ifndef GIT_REL_GRAPH_GRAPH_CSS_H
#define GIT_REL_GRAPH_GRAPH_CSS_H

/* The style sheet of the page, from graph.css. */
extern const char graph_css[];

#endif
