#include "csv.h"

#if BP_X86
#include <immintrin.h>

#define BP_TARGET BP_TARGET_AVX2
#define BP_FORM(name) name##_avx2

BP_TARGET BP_INLINE uint64_t equal(__m256i low, __m256i high, __m256i byte) {
  uint32_t a = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, byte));
  uint32_t b = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, byte));
  return a | (uint64_t)b << 32;
}

BP_TARGET BP_INLINE bp_masks masks_avx2(const uint8_t *bytes, uint8_t separator) {
  __m256i low = _mm256_loadu_si256((const __m256i *)bytes);
  __m256i high = _mm256_loadu_si256((const __m256i *)(bytes + 32));
  return (bp_masks){
    .quote = equal(low, high, _mm256_set1_epi8('"')),
    .separator = equal(low, high, _mm256_set1_epi8((char)separator)),
    .line = equal(low, high, _mm256_set1_epi8('\n')),
    .carriage = equal(low, high, _mm256_set1_epi8('\r')),
    .high = (uint32_t)_mm256_movemask_epi8(low) | (uint64_t)(uint32_t)_mm256_movemask_epi8(high) << 32,
  };
}

BP_TARGET BP_INLINE uint64_t prefix_xor_avx2(uint64_t mask) {
  // A product without carries with all ones sums the bits below each bit.
  __m128i product = _mm_clmulepi64_si128(_mm_set_epi64x(0, (int64_t)mask), _mm_set1_epi8(-1), 0);
  return (uint64_t)_mm_cvtsi128_si64(product);
}

BP_TARGET BP_INLINE uint32_t popcount_avx2(uint64_t mask) { return (uint32_t)__builtin_popcountll(mask); }

BP_TARGET BP_INLINE void emit_avx2(uint32_t *ends, uint64_t mask, uint32_t count, uint32_t at) {
  // A fixed number first: how many there are changes from block to block, and a wrong guess costs more than idle
  // writes.
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

BP_TARGET void bp_count_avx2(const uint8_t *bytes, size_t count, uint64_t *quotes, uint64_t *lines) {
  uint64_t quote = 0, line = 0;
  for (size_t at = 0; at < count; at += 64) {
    uint64_t valid = count - at >= 64 ? ~UINT64_C(0) : (UINT64_C(1) << (count - at)) - 1;
    __m256i low = _mm256_loadu_si256((const __m256i *)(bytes + at));
    __m256i high = _mm256_loadu_si256((const __m256i *)(bytes + at + 32));
    quote += (uint64_t)__builtin_popcountll(equal(low, high, _mm256_set1_epi8('"')) & valid);
    line += (uint64_t)__builtin_popcountll(equal(low, high, _mm256_set1_epi8('\n')) & valid);
  }
  *quotes = quote;
  *lines = line;
}
#endif
