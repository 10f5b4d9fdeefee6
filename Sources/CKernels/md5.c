#include <string.h>

#include "md5.h"

BP_INLINE uint32_t rotate(uint32_t word, int by) { return word << by | word >> (32 - by); }

static void compress(uint32_t state[4], const uint8_t *bytes) {
  uint32_t word[16];
  memcpy(word, bytes, 64);
  uint32_t a = state[0], b = state[1], c = state[2], d = state[3];
#define STEP(mix, a, b, c, d, index, shift, constant) \
  a = b + rotate(a + mix(b, c, d) + word[index] + constant, shift);
  BP_MD5_STEPS(STEP)
#undef STEP
  state[0] += a;
  state[1] += b;
  state[2] += c;
  state[3] += d;
}

void bp_md5(const uint8_t *bytes, size_t count, uint8_t digest[16]) {
  uint32_t state[4] = {BP_MD5_A, BP_MD5_B, BP_MD5_C, BP_MD5_D};
  size_t whole = count / 64 * 64, rest = count - whole;
  for (size_t at = 0; at < whole; at += 64) compress(state, bytes + at);
  uint8_t tail[128] = {0};
  if (rest != 0) memcpy(tail, bytes + whole, rest);
  tail[rest] = 0x80;
  size_t length = rest < 56 ? 64 : 128;
  uint64_t bits = (uint64_t)count * 8;
  memcpy(tail + length - 8, &bits, 8);
  for (size_t at = 0; at < length; at += 64) compress(state, tail + at);
  memcpy(digest, state, 16);
}

bool bp_md5_buckets(
  const bp_slice *keys, size_t count, const uint64_t *chosen, uint8_t *buckets, bp_level level) {
  if (!bp_supports(level)) return false;
  bp_md5_kernel *kernel = bp_md5_buckets_portable;
#if BP_X86
  if (level == BP_AVX2) kernel = bp_md5_buckets_avx2;
  if (level == BP_AVX512) kernel = bp_md5_buckets_avx512;
#endif
  kernel(keys, count, chosen, buckets);
  return true;
}
