#include "csv.h"

bp_csv_state bp_csv_start(bool inside) { return (bp_csv_state){.inside = inside, .may_open = !inside}; }

bool bp_csv_index(
  bp_csv_state *state, const uint8_t *bytes, uint32_t from, uint32_t to, uint8_t separator, uint32_t *ends,
  uint32_t *row_ends, bp_level level) {
  if (!bp_supports(level)) return false;
  if (from >= to) return true;
  bp_csv_kernel *kernel = bp_csv_portable;
#if BP_X86
  // Without VBMI2, which packs the positions, the wider registers gain nothing.
  if (level != BP_PORTABLE) kernel = level == BP_AVX512 && bp_has_vbmi2() ? bp_csv_avx512 : bp_csv_avx2;
#endif
  kernel(state, bytes, from, to, separator, ends, row_ends);
  return true;
}

bool bp_csv_count(const uint8_t *bytes, size_t count, uint64_t *quotes, uint64_t *lines, bp_level level) {
  if (!bp_supports(level)) return false;
  bp_count_kernel *kernel = bp_count_portable;
#if BP_X86
  if (level == BP_AVX2) kernel = bp_count_avx2;
  if (level == BP_AVX512) kernel = bp_count_avx512;
#endif
  kernel(bytes, count, quotes, lines);
  return true;
}
