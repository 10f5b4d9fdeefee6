#include "csv.h"

#if BP_X86
#include <immintrin.h>

#define BP_TARGET BP_TARGET_AVX512
#define BP_FORM(name) name##_avx512
#include "csv_avx512.h"

BP_TARGET BP_INLINE void emit_avx512(uint32_t *ends, uint64_t mask, uint32_t count, uint32_t at) {
  uint32_t done = 0;
  do {
    for (uint32_t i = 0; i < 8; i++) {
      ends[done + i] = at + (uint32_t)_tzcnt_u64(mask);
      mask &= mask - 1;
    }
    done += 8;
  } while (__builtin_expect(done < count, 0));
}

#include "csv_template.h"

BP_TARGET void bp_count_avx512(const uint8_t *bytes, size_t count, uint64_t *quotes, uint64_t *lines) {
  uint64_t quote = 0, line = 0;
  for (size_t at = 0; at < count; at += 64) {
    uint64_t valid = count - at >= 64 ? ~UINT64_C(0) : (UINT64_C(1) << (count - at)) - 1;
    __m512i all = _mm512_loadu_si512(bytes + at);
    quote += (uint64_t)__builtin_popcountll(_mm512_mask_cmpeq_epi8_mask(valid, all, _mm512_set1_epi8('"')));
    line += (uint64_t)__builtin_popcountll(_mm512_mask_cmpeq_epi8_mask(valid, all, _mm512_set1_epi8('\n')));
  }
  *quotes = quote;
  *lines = line;
}
#endif
