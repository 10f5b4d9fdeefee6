#include <string.h>

#include "md5.h"

#if BP_X86
#include <immintrin.h>

#define BP_TARGET BP_TARGET_AVX512
#define BP_FORM(name) name##_avx512
#define BP_LANES 16
#define BP_GROUPS 2

typedef uint32_t word_lanes __attribute__((vector_size(64)));

/// Four words of each of 16 keys from `row`, 16 bytes a key: rows become columns.
BP_TARGET BP_INLINE void transpose(const __m512i row[4], word_lanes *words) {
  // row[i] holds keys i, i + 4, i + 8 and i + 12, so that two rounds of pairing put word j of key k at place 4 * (k /
  // 4) + k % 4, which is k.
  __m512i a = _mm512_unpacklo_epi32(row[0], row[1]), b = _mm512_unpackhi_epi32(row[0], row[1]);
  __m512i c = _mm512_unpacklo_epi32(row[2], row[3]), d = _mm512_unpackhi_epi32(row[2], row[3]);
  words[0] = (word_lanes)_mm512_unpacklo_epi64(a, c);
  words[1] = (word_lanes)_mm512_unpackhi_epi64(a, c);
  words[2] = (word_lanes)_mm512_unpacklo_epi64(b, d);
  words[3] = (word_lanes)_mm512_unpackhi_epi64(b, d);
}

/// The padded block of a key without its length.
BP_TARGET BP_INLINE __m512i padded(bp_slice key) {
  __mmask64 end = UINT64_C(1) << key.count;
  return _mm512_mask_set1_epi8(_mm512_maskz_loadu_epi8(end - 1, key.start), end, -128);
}

BP_TARGET BP_INLINE void words_avx512(const bp_slice *keys, const uint32_t *index, word_lanes *words) {
  __m512i quarter[4][4];
  word_lanes bits;
  for (int i = 0; i < 16; i++) bits[i] = (uint32_t)keys[index[i]].count * 8;
  for (int i = 0; i < 4; i++) {
    __m512i a = padded(keys[index[i]]), b = padded(keys[index[i + 4]]);
    __m512i c = padded(keys[index[i + 8]]), d = padded(keys[index[i + 12]]);
    // 4 x 4 blocks of 16 bytes turned: quarter[q][i] has bytes 16 q ... of the four keys.
    __m512i ab = _mm512_shuffle_i32x4(a, b, 0x44), cd = _mm512_shuffle_i32x4(c, d, 0x44);
    quarter[0][i] = _mm512_shuffle_i32x4(ab, cd, 0x88);
    quarter[1][i] = _mm512_shuffle_i32x4(ab, cd, 0xdd);
    ab = _mm512_shuffle_i32x4(a, b, 0xee);
    cd = _mm512_shuffle_i32x4(c, d, 0xee);
    quarter[2][i] = _mm512_shuffle_i32x4(ab, cd, 0x88);
    quarter[3][i] = _mm512_shuffle_i32x4(ab, cd, 0xdd);
  }
  for (int q = 0; q < 4; q++) transpose(quarter[q], words + 4 * q);
  words[14] = bits;
}

#include "md5_lanes.h"
#endif
