#include <string.h>

#include "md5.h"

#define BP_TARGET
#define BP_FORM(name) name##_portable
#define BP_LANES 4
#define BP_GROUPS 1

typedef uint32_t word_lanes __attribute__((vector_size(16)));

BP_INLINE void words_portable(const bp_slice *keys, const uint32_t *index, word_lanes *words) {
  for (int lane = 0; lane < 4; lane++) {
    bp_slice key = keys[index[lane]];
    uint32_t block[16] = {0};
    if (key.count != 0) memcpy(block, key.start, (size_t)key.count);
    ((uint8_t *)block)[key.count] = 0x80;
    block[14] = (uint32_t)key.count * 8;
    for (int j = 0; j < 16; j++) words[j][lane] = block[j];
  }
}

#include "md5_lanes.h"
