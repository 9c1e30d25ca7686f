/// What only C can ask of this process.
#pragma once

// The command line of this process, as the system's loader hands it over. Swift's own `CommandLine` reads it from `/proc`
// on Linux, which need not be mounted, and which shows another program's words once something has written over them.

/// How many words there are, the program's name among them; 0 where the loader handed none over.
int tt_argument_count(void);

/// The words, ended by a null pointer; null where the loader handed none over.
char *const *tt_arguments(void);

/// Keeps the memory, which contains the password, from core dumps and, on Linux, from the debuggers of other processes.
void tt_keep_memory_private(void);
