#include "csv.h"

#if BP_X86
#include <immintrin.h>

#define BP_TARGET BP_TARGET_VBMI2
#define BP_FORM(name) name##_avx512

BP_TARGET BP_INLINE bp_masks masks_avx512(const uint8_t *bytes, uint8_t separator) {
  __m512i all = _mm512_loadu_si512(bytes);
  return (bp_masks){
    .quote = _mm512_cmpeq_epi8_mask(all, _mm512_set1_epi8('"')),
    .separator = _mm512_cmpeq_epi8_mask(all, _mm512_set1_epi8((char)separator)),
    .line = _mm512_cmpeq_epi8_mask(all, _mm512_set1_epi8('\n')),
    .carriage = _mm512_cmpeq_epi8_mask(all, _mm512_set1_epi8('\r')),
    .high = _mm512_movepi8_mask(all),
  };
}

BP_TARGET BP_INLINE uint64_t prefix_xor_avx512(uint64_t mask) {
  __m128i product = _mm_clmulepi64_si128(_mm_set_epi64x(0, (int64_t)mask), _mm_set1_epi8(-1), 0);
  return (uint64_t)_mm_cvtsi128_si64(product);
}

BP_TARGET BP_INLINE uint32_t popcount_avx512(uint64_t mask) { return (uint32_t)__builtin_popcountll(mask); }

static const uint8_t bp_positions[64] __attribute__((aligned(64))) = {
  0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21,
  22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43,
  44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63,
};

/// Writes 16 positions.
BP_TARGET BP_INLINE void put(uint32_t *ends, __m128i positions, __m512i at) {
  _mm512_storeu_si512(ends, _mm512_add_epi32(_mm512_cvtepu8_epi32(positions), at));
}

BP_TARGET BP_INLINE void emit_avx512(uint32_t *ends, uint64_t mask, uint32_t count, uint32_t at) {
  __m512i positions = _mm512_maskz_compress_epi8(mask, _mm512_load_si512(bp_positions));
  __m512i start = _mm512_set1_epi32((int)at);
  put(ends, _mm512_castsi512_si128(positions), start);
  if (__builtin_expect(count > 16, 0)) {
    put(ends + 16, _mm512_extracti32x4_epi32(positions, 1), start);
    if (count > 32) {
      put(ends + 32, _mm512_extracti32x4_epi32(positions, 2), start);
      put(ends + 48, _mm512_extracti32x4_epi32(positions, 3), start);
    }
  }
}

#include "csv_template.h"

BP_TARGET_AVX512 void bp_count_avx512(const uint8_t *bytes, size_t count, uint64_t *quotes, uint64_t *lines) {
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
