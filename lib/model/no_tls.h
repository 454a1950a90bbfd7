#ifndef MODEL_NO_TLS_H
#define MODEL_NO_TLS_H

/* Does nothing, but whoever calls it has the stand-ins of no_tls.c linked in,
 * and libgit2 starts without reading certificates. */
void no_tls(void);

#endif
