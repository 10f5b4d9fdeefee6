#include <string.h>

#include "fingerprint.h"

// The first 24 numbers of SplitMix64 from 0.
const uint64_t bp_fingerprint_keys[24] __attribute__((aligned(64))) = {
  0xe220a8397b1dcdaf, 0x6e789e6aa1b965f4, 0x06c45d188009454f, 0xf88bb8a8724c81ec,
  0x1b39896a51a8749b, 0x53cb9f0c747ea2ea, 0x2c829abe1f4532e1, 0xc584133ac916ab3c,
  0x3ee5789041c98ac3, 0xf3b8488c368cb0a6, 0x657eecdd3cb13d09, 0xc2d326e0055bdef6,
  0x8621a03fe0bbdb7b, 0x8e1f7555983aa92f, 0xb54e0f1600cc4d19, 0x84bb3f97971d80ab,
  0x7d29825c75521255, 0xc3cf17102b7f7f86, 0x3466e9a083914f64, 0xd81a8d2b5a4485ac,
  0xdb01602b100b9ed7, 0xa9038a921825f10d, 0xedf5f1d90dca2f6a, 0x54496ad67bd2634c,
};

/// The two halves of a product of 128 bits, added.
static uint64_t fold(uint64_t a, uint64_t b) {
  unsigned __int128 product = (unsigned __int128)a * b;
  return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static uint64_t finish(const uint64_t lanes[8], const uint64_t keys[8], uint64_t length) {
  uint64_t hash = length * 0x9e3779b97f4a7c15;
  for (int i = 0; i < 8; i += 2) hash += fold(lanes[i] ^ keys[i], lanes[i + 1] ^ keys[i + 1]);
  hash = (hash ^ hash >> 37) * 0x165667919e3779f9;
  return hash ^ hash >> 32;
}

bool bp_fingerprint(const uint8_t *bytes, size_t count, uint64_t hash[2], bp_level level) {
  if (!bp_supports(level)) return false;
  bp_fingerprint_kernel *kernel = bp_fingerprint_portable;
#if BP_X86
  if (level == BP_AVX2) kernel = bp_fingerprint_avx2;
  if (level == BP_AVX512) kernel = bp_fingerprint_avx512;
#endif
  uint64_t lanes[8];
  memcpy(lanes, bp_fingerprint_keys + 8, 64);
  size_t whole = count / 64;
  kernel(lanes, bytes, whole, 0);
  if (count % 64 != 0) {
    uint8_t rest[64] = {0};
    memcpy(rest, bytes + whole * 64, count % 64);
    kernel(lanes, rest, 1, whole);
  }
  hash[0] = finish(lanes, bp_fingerprint_keys, count);
  hash[1] = finish(lanes, bp_fingerprint_keys + 16, ~(uint64_t)count);
  return true;
}
