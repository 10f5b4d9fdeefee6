#include <string.h>

#include "csv.h"

#define BP_TARGET
#define BP_FORM(name) name##_portable

typedef uint8_t byte_lanes __attribute__((vector_size(64)));
typedef int8_t sign_lanes __attribute__((vector_size(64)));
typedef bool bit_lanes __attribute__((ext_vector_type(64)));

/// The sign of every byte as a bit: one instruction where the machine has it. By pointer, as there is no convention for
/// passing vectors of this size.
BP_INLINE uint64_t bits(const sign_lanes *lanes) {
  bit_lanes bits = __builtin_convertvector(*lanes, bit_lanes);
  uint64_t word;
  memcpy(&word, &bits, 8);
  return word;
}

BP_INLINE uint64_t equal(const byte_lanes *all, uint8_t byte) {
  sign_lanes lanes = *all == byte;
  return bits(&lanes);
}

BP_INLINE bp_masks masks_portable(const uint8_t *bytes, uint8_t separator) {
  byte_lanes all;
  memcpy(&all, bytes, 64);
  sign_lanes high = (sign_lanes)all < 0;
  return (bp_masks){
    .quote = equal(&all, '"'),
    .separator = equal(&all, separator),
    .line = equal(&all, '\n'),
    .carriage = equal(&all, '\r'),
    .high = bits(&high),
  };
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
  for (size_t at = 0; at < count; at += 64) {
    uint64_t valid = count - at >= 64 ? ~UINT64_C(0) : (UINT64_C(1) << (count - at)) - 1;
    byte_lanes all;
    memcpy(&all, bytes + at, 64);
    quote += popcount_portable(equal(&all, '"') & valid);
    line += popcount_portable(equal(&all, '\n') & valid);
  }
  *quotes = quote;
  *lines = line;
}
