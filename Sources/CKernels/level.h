#ifndef BOARDPACK_LEVEL_H
#define BOARDPACK_LEVEL_H

#include "ckernels.h"

#if defined(__x86_64__)
#define BP_X86 1
#define BP_TARGET_AVX2 __attribute__((target("avx2,bmi,bmi2,popcnt,pclmul")))
#define BP_TARGET_AVX512 __attribute__((target("avx2,bmi,bmi2,popcnt,pclmul,avx512f,avx512bw,avx512dq,avx512vl")))
#define BP_TARGET_VBMI2 \
  __attribute__((target("avx2,bmi,bmi2,popcnt,pclmul,avx512f,avx512bw,avx512dq,avx512vl,avx512vbmi2")))
#else
#define BP_X86 0
#endif

#define BP_INLINE static inline __attribute__((always_inline))

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "The kernels read words as little-endian."
#endif

/// Whether the processor has AVX-512 VBMI2.
bool bp_has_vbmi2(void);

#endif
