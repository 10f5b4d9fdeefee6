#ifndef BOARDPACK_FINGERPRINT_H
#define BOARDPACK_FINGERPRINT_H

#include "level.h"

extern const uint64_t bp_fingerprint_keys[24];

/// Takes `stripes` times 64 bytes into the lanes; the first is stripe number `first` of the whole.
typedef void bp_fingerprint_kernel(uint64_t lanes[8], const uint8_t *bytes, size_t stripes, size_t first);

bp_fingerprint_kernel bp_fingerprint_portable;
#if BP_X86
bp_fingerprint_kernel bp_fingerprint_avx2, bp_fingerprint_avx512;
#endif

#endif
