#ifndef BOARDPACK_CSPAWN_H
#define BOARDPACK_CSPAWN_H

#include <sys/types.h>

/// A pipe whose ends no child inherits. Returns 0, or the value of errno.
int boardpack_pipe(int *read_end, int *write_end);

/// Starts a program, looked for on the search path unless it has a slash, in a process group of its own and in a folder,
/// with three descriptors as its standard ones and default signals. Lists end with NULL. Returns 0, or an errno value.
int boardpack_spawn(
    pid_t *pid, char *const arguments[], char *const environment[], const char *folder, int input, int output,
    int errors);

#endif
