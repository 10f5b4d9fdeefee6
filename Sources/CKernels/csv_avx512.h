// What the two AVX-512 forms of the index share; see csv_template.h for the names to define.

BP_TARGET BP_INLINE bp_masks BP_FORM(masks)(const uint8_t *bytes, uint8_t separator) {
  __m512i all = _mm512_loadu_si512(bytes);
  return (bp_masks){
    .quote = _mm512_cmpeq_epi8_mask(all, _mm512_set1_epi8('"')),
    .separator = _mm512_cmpeq_epi8_mask(all, _mm512_set1_epi8((char)separator)),
    .line = _mm512_cmpeq_epi8_mask(all, _mm512_set1_epi8('\n')),
    .carriage = _mm512_cmpeq_epi8_mask(all, _mm512_set1_epi8('\r')),
    .high = _mm512_movepi8_mask(all),
  };
}

BP_TARGET BP_INLINE uint64_t BP_FORM(prefix_xor)(uint64_t mask) {
  __m128i product = _mm_clmulepi64_si128(_mm_set_epi64x(0, (int64_t)mask), _mm_set1_epi8(-1), 0);
  return (uint64_t)_mm_cvtsi128_si64(product);
}

BP_TARGET BP_INLINE uint32_t BP_FORM(popcount)(uint64_t mask) { return (uint32_t)__builtin_popcountll(mask); }
