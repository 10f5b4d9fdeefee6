#include <string.h>

#include "fingerprint.h"

#define BP_TARGET
#define BP_FORM(name) name##_portable
#include "fingerprint_template.h"
