// The MD5 of many short keys at once, compiled once per level. The including file defines
//   BP_TARGET           the attribute of the level, or nothing
//   BP_FORM(name)       the name of a function for the level
//   BP_LANES            keys per register: 4, 8 or 16
//   BP_GROUPS           registers side by side, so that one's latency hides behind the other's work
// and the inline function
//   void FORM(words)(keys, index, words)       the padded blocks of BP_LANES keys, words[j] holding word j of each

typedef uint32_t BP_FORM(lanes) __attribute__((vector_size(BP_LANES * 4)));

/// Buckets of BP_LANES * BP_GROUPS keys of at most 55 bytes each, the keys at `index`.
BP_TARGET BP_INLINE void BP_FORM(batch)(const bp_slice *keys, const uint32_t *index, uint8_t *buckets) {
  BP_FORM(lanes) words[BP_GROUPS][16];
  for (int group = 0; group < BP_GROUPS; group++) BP_FORM(words)(keys, index + group * BP_LANES, words[group]);
  BP_FORM(lanes) sa[BP_GROUPS], sb[BP_GROUPS], sc[BP_GROUPS], sd[BP_GROUPS];
#pragma clang loop unroll(full)
  for (int group = 0; group < BP_GROUPS; group++) {
    sa[group] = (BP_FORM(lanes)){0} + BP_MD5_A;
    sb[group] = (BP_FORM(lanes)){0} + BP_MD5_B;
    sc[group] = (BP_FORM(lanes)){0} + BP_MD5_C;
    sd[group] = (BP_FORM(lanes)){0} + BP_MD5_D;
  }
#define STEP(mix, a, b, c, d, word, shift, constant) \
  _Pragma("clang loop unroll(full)") for (int group = 0; group < BP_GROUPS; group++) { \
    BP_FORM(lanes) sum = s##a[group] + (words[group][word] + constant) + mix(s##b[group], s##c[group], s##d[group]); \
    s##a[group] = s##b[group] + (sum << shift | sum >> (32 - shift)); \
  }
  BP_MD5_STEPS(STEP)
#undef STEP
  for (int group = 0; group < BP_GROUPS; group++) {
    BP_FORM(lanes) first = sa[group] + BP_MD5_A;
    for (int lane = 0; lane < BP_LANES; lane++) buckets[index[group * BP_LANES + lane]] = (uint8_t)first[lane];
  }
}

BP_TARGET void BP_FORM(bp_md5_buckets)(
  const bp_slice *keys, size_t count, const uint64_t *chosen, uint8_t *buckets) {
  enum { batch = BP_LANES * BP_GROUPS };
  uint32_t index[batch];
  int filled = 0;
  for (size_t start = 0; start < count; start += 64) {
    uint64_t all = count - start >= 64 ? ~UINT64_C(0) : (UINT64_C(1) << (count - start)) - 1;
    for (uint64_t rest = chosen ? chosen[start / 64] & all : all; rest != 0; rest &= rest - 1) {
      size_t key = start + (size_t)__builtin_ctzll(rest);
      if (__builtin_expect(keys[key].count > 55, 0)) {
        uint8_t digest[16];
        bp_md5(keys[key].start, (size_t)keys[key].count, digest);
        buckets[key] = digest[0];
        continue;
      }
      index[filled++] = (uint32_t)key;
      if (filled == batch) {
        BP_FORM(batch)(keys, index, buckets);
        filled = 0;
      }
    }
  }
  if (filled == 0) return;
  // The last batch is filled up with its own last key.
  for (int lane = filled; lane < batch; lane++) index[lane] = index[filled - 1];
  BP_FORM(batch)(keys, index, buckets);
}
