#ifndef BOARDPACK_CSV_H
#define BOARDPACK_CSV_H

#include "level.h"

/// Bits of 64 bytes: which of them are one of the characters that matter.
typedef struct bp_masks {
  uint64_t quote, separator, line, carriage, high;
} bp_masks;

typedef void bp_csv_kernel(
  bp_csv_state *state, const uint8_t *bytes, uint32_t from, uint32_t to, uint8_t separator, uint32_t *ends,
  uint32_t *row_ends);
typedef void bp_count_kernel(const uint8_t *bytes, size_t count, uint64_t *quotes, uint64_t *lines);

bp_csv_kernel bp_csv_portable;
bp_count_kernel bp_count_portable;
#if BP_X86
bp_csv_kernel bp_csv_avx2, bp_csv_avx512;
bp_count_kernel bp_count_avx2, bp_count_avx512;
#endif

#endif
