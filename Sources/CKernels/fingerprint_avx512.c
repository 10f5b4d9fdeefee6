#include <string.h>

#include "fingerprint.h"

#if BP_X86
#define BP_TARGET BP_TARGET_AVX512
#define BP_FORM(name) name##_avx512
#include "fingerprint_template.h"
#endif
