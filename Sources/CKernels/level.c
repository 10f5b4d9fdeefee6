#include "level.h"

#if BP_X86
#include <cpuid.h>
#include <stdatomic.h>

static bool has_avx2(void) {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2")
    && __builtin_cpu_supports("popcnt") && __builtin_cpu_supports("pclmul");
}

static bool has_avx512(void) {
  return has_avx2() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")
    && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
}

bool bp_has_vbmi2(void) { return __builtin_cpu_supports("avx512vbmi2"); }

static bool has_sha256(void) {
  // Asked for directly: older compiler run times do not know the name.
  unsigned a, b, c, d;
  if (!__get_cpuid_count(7, 0, &a, &b, &c, &d)) return false;
  return (b >> 29 & 1) && __builtin_cpu_supports("sse4.1") && __builtin_cpu_supports("ssse3");
}

bool bp_has_sha256(void) {
  // Asking takes longer than hashing a block under a virtual machine. 0: not asked yet; two threads may both ask.
  static atomic_int answer;
  int known = atomic_load_explicit(&answer, memory_order_relaxed);
  if (known == 0) {
    known = has_sha256() ? 1 : -1;
    atomic_store_explicit(&answer, known, memory_order_relaxed);
  }
  return known > 0;
}
#else
static bool has_avx2(void) { return false; }
static bool has_avx512(void) { return false; }
bool bp_has_vbmi2(void) { return false; }
bool bp_has_sha256(void) { return false; }
#endif

bool bp_supports(bp_level level) {
  switch (level) {
    case BP_PORTABLE: return true;
    case BP_AVX2: return has_avx2();
    case BP_AVX512: return has_avx512();
  }
  return false;
}

bp_level bp_best_level(void) {
  return bp_supports(BP_AVX512) ? BP_AVX512 : bp_supports(BP_AVX2) ? BP_AVX2 : BP_PORTABLE;
}
