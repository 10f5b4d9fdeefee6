// The lanes of the fingerprint, compiled once per level; the including file defines BP_TARGET and BP_FORM(name).
//
// Per stripe of eight words: lane i takes the product of the two halves of (word i, keyed), and word i ^ 1 as it is, so
// that no word is lost where a half is zero. Every 16 stripes the lanes are stirred, so that the order of stripes
// matters.

typedef uint64_t BP_FORM(word8) __attribute__((vector_size(64)));

BP_TARGET BP_INLINE void BP_FORM(load)(BP_FORM(word8) *words, const void *bytes) { memcpy(words, bytes, 64); }

BP_TARGET void BP_FORM(bp_fingerprint)(uint64_t lanes[8], const uint8_t *bytes, size_t stripes, size_t first) {
  BP_FORM(word8) sums, stir;
  BP_FORM(load)(&sums, lanes);
  BP_FORM(load)(&stir, bp_fingerprint_keys + 16);
  for (size_t stripe = first; stripe < first + stripes; stripe++, bytes += 64) {
    BP_FORM(word8) words, key;
    BP_FORM(load)(&words, bytes);
    BP_FORM(load)(&key, bp_fingerprint_keys + stripe % 16);
    key ^= words;
    sums += (key & 0xffffffff) * (key >> 32);
    sums += __builtin_shufflevector(words, words, 1, 0, 3, 2, 5, 4, 7, 6);
    if (stripe % 16 == 15) sums = (sums ^ sums >> 47 ^ stir) * 0x9e3779b1;
  }
  memcpy(lanes, &sums, 64);
}
