#ifndef BOARDPACK_CSYSTEM_H
#define BOARDPACK_CSYSTEM_H

#include "cspawn.h"

/// Exchanges two folders in one step, so that a reader sees the one or the other and never a mixture.
/// Both paths must exist and lie on one file system. Returns 0, or the value of errno.
int boardpack_exchange(const char *first, const char *second);

#endif
