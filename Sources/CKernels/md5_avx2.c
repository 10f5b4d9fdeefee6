#include <string.h>

#include "md5.h"

#if BP_X86
#include <immintrin.h>

#define BP_TARGET BP_TARGET_AVX2
#define BP_FORM(name) name##_avx2
#define BP_LANES 8
#define BP_GROUPS 2

typedef uint32_t word_lanes __attribute__((vector_size(32)));

static const int8_t bp_order[32] __attribute__((aligned(32))) = {
  0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15,
  16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31,
};

/// The 32 bytes of the padded block that start `before` bytes into it, for a key that ends `count` bytes into these 32.
BP_TARGET BP_INLINE __m256i padded(const uint8_t *bytes, int count) {
  __m256i order = _mm256_load_si256((const __m256i *)bp_order), end = _mm256_set1_epi8((char)count);
  __m256i text = _mm256_and_si256(_mm256_loadu_si256((const __m256i *)bytes), _mm256_cmpgt_epi8(end, order));
  return _mm256_or_si256(text, _mm256_and_si256(_mm256_cmpeq_epi8(end, order), _mm256_set1_epi8(-128)));
}

/// Rows become columns.
BP_TARGET BP_INLINE void transpose(const __m256i row[8], word_lanes *words) {
  __m256i pair[8], four[8];
  for (int i = 0; i < 8; i += 2) {
    pair[i] = _mm256_unpacklo_epi32(row[i], row[i + 1]);
    pair[i + 1] = _mm256_unpackhi_epi32(row[i], row[i + 1]);
  }
  for (int i = 0; i < 8; i += 4) {
    four[i] = _mm256_unpacklo_epi64(pair[i], pair[i + 2]);
    four[i + 1] = _mm256_unpackhi_epi64(pair[i], pair[i + 2]);
    four[i + 2] = _mm256_unpacklo_epi64(pair[i + 1], pair[i + 3]);
    four[i + 3] = _mm256_unpackhi_epi64(pair[i + 1], pair[i + 3]);
  }
  for (int i = 0; i < 4; i++) {
    words[i] = (word_lanes)_mm256_permute2x128_si256(four[i], four[i + 4], 0x20);
    words[i + 4] = (word_lanes)_mm256_permute2x128_si256(four[i], four[i + 4], 0x31);
  }
}

BP_TARGET BP_INLINE void words_avx2(const bp_slice *keys, const uint32_t *index, word_lanes *words) {
  static const uint8_t nothing[64];
  __m256i low[8], high[8];
  word_lanes bits;
  int longest = 0;
  for (int lane = 0; lane < 8; lane++) {
    bp_slice key = keys[index[lane]];
    int count = (int)key.count;
    const uint8_t *start = count == 0 ? nothing : key.start;
    longest = count > longest ? count : longest;
    bits[lane] = (uint32_t)count * 8;
    low[lane] = padded(start, count);
    high[lane] = padded(start + 32, count - 32);
  }
  transpose(low, words);
  if (longest < 32) {
    for (int j = 8; j < 16; j++) words[j] = (word_lanes){0};
  } else {
    transpose(high, words + 8);
  }
  words[14] = bits;
}

#include "md5_lanes.h"
#endif
