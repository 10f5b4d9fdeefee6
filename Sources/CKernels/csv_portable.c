#include <string.h>

#include "csv.h"

#define BP_TARGET
#define BP_FORM(name) name##_portable

static const uint64_t ones = 0x0101010101010101;
static const uint64_t low_bits = 0x7f7f7f7f7f7f7f7f;

/// Bit 7 of every byte that is zero.
BP_INLINE uint64_t zero_bytes(uint64_t word) { return ~(((word & low_bits) + low_bits) | word | low_bits); }

/// Bits 7 of eight bytes as eight bits.
BP_INLINE uint64_t gather(uint64_t word) { return (word >> 7) * 0x0102040810204080 >> 56; }

BP_INLINE bp_masks masks_portable(const uint8_t *bytes, uint8_t separator) {
  bp_masks masks = {0};
  for (unsigned i = 0; i < 64; i += 8) {
    uint64_t word;
    memcpy(&word, bytes + i, 8);
    masks.quote |= gather(zero_bytes(word ^ ones * '"')) << i;
    masks.separator |= gather(zero_bytes(word ^ ones * separator)) << i;
    masks.line |= gather(zero_bytes(word ^ ones * '\n')) << i;
    masks.carriage |= gather(zero_bytes(word ^ ones * '\r')) << i;
    masks.high |= gather(word & ~low_bits) << i;
  }
  return masks;
}

BP_INLINE uint64_t prefix_xor_portable(uint64_t mask) {
  for (unsigned shift = 1; shift < 64; shift *= 2) mask ^= mask << shift;
  return mask;
}

BP_INLINE uint32_t popcount_portable(uint64_t mask) { return (uint32_t)__builtin_popcountll(mask); }

BP_INLINE void emit_portable(uint32_t *ends, uint64_t mask, uint32_t count, uint32_t at) {
  (void)count;
  while (mask != 0) {
    *ends++ = at + (uint32_t)__builtin_ctzll(mask);
    mask &= mask - 1;
  }
}

#include "csv_template.h"

void bp_count_portable(const uint8_t *bytes, size_t count, uint64_t *quotes, uint64_t *lines) {
  uint64_t quote = 0, line = 0;
  for (size_t at = 0; at < count; at += 8) {
    uint64_t word, valid = count - at >= 8 ? ~UINT64_C(0) : (UINT64_C(1) << 8 * (count - at)) - 1;
    memcpy(&word, bytes + at, 8);
    quote += (uint64_t)__builtin_popcountll(zero_bytes(word ^ ones * '"') & valid);
    line += (uint64_t)__builtin_popcountll(zero_bytes(word ^ ones * '\n') & valid);
  }
  *quotes = quote;
  *lines = line;
}
