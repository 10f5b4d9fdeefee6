#include <string.h>

#include "md5.h"

#define BP_TARGET
#define BP_FORM(name) name##_portable
#define BP_LANES 4
#define BP_GROUPS 2

typedef uint32_t word_lanes __attribute__((vector_size(16)));
typedef int8_t byte_lanes __attribute__((vector_size(16)));

/// Bytes `at ..< at + 16` of the padded block, for a key of `count` bytes.
BP_INLINE word_lanes padded(const uint8_t *bytes, int count, int at) {
  const byte_lanes order = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
  byte_lanes text, end = (byte_lanes){0} + (int8_t)(count - at);
  memcpy(&text, bytes + at, 16);
  return (word_lanes)((text & (byte_lanes)(order < end)) | ((byte_lanes)(order == end) & INT8_MIN));
}

BP_INLINE void words_portable(const bp_slice *keys, const uint32_t *index, word_lanes *words) {
  static const uint8_t nothing[64];
  bp_slice key[4];
  for (int lane = 0; lane < 4; lane++) {
    key[lane] = keys[index[lane]];
    if (key[lane].count == 0) key[lane].start = nothing;
  }
  for (int quarter = 0; quarter < 4; quarter++) {
    word_lanes row[4];
    for (int lane = 0; lane < 4; lane++) row[lane] = padded(key[lane].start, (int)key[lane].count, 16 * quarter);
    // Rows become columns.
    word_lanes a = __builtin_shufflevector(row[0], row[1], 0, 4, 1, 5);
    word_lanes b = __builtin_shufflevector(row[0], row[1], 2, 6, 3, 7);
    word_lanes c = __builtin_shufflevector(row[2], row[3], 0, 4, 1, 5);
    word_lanes d = __builtin_shufflevector(row[2], row[3], 2, 6, 3, 7);
    words[4 * quarter] = __builtin_shufflevector(a, c, 0, 1, 4, 5);
    words[4 * quarter + 1] = __builtin_shufflevector(a, c, 2, 3, 6, 7);
    words[4 * quarter + 2] = __builtin_shufflevector(b, d, 0, 1, 4, 5);
    words[4 * quarter + 3] = __builtin_shufflevector(b, d, 2, 3, 6, 7);
  }
  for (int lane = 0; lane < 4; lane++) words[14][lane] = (uint32_t)key[lane].count * 8;
}

#include "md5_lanes.h"
