#include "include/ccurl.h"
