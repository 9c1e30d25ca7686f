/// The command line of this process, as the system's loader hands it over. Swift's own `CommandLine` reads it from `/proc`
/// on Linux, which need not be mounted, and which shows another program's words once something has written over them.
#pragma once

/// How many words there are, the program's name among them; 0 where the loader handed none over.
int tt_argument_count(void);

/// The words, ended by a null pointer; null where the loader handed none over.
char *const *tt_arguments(void);
