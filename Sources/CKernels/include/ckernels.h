#ifndef BOARDPACK_CKERNELS_H
#define BOARDPACK_CKERNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// The few loops that see every byte of the data, each in a portable form and in forms for wider registers that are
// chosen at run time. All forms of a function give the same result; a function that is asked for a level this processor
// does not have does nothing and returns false.

/// The forms of a kernel, from the slowest.
typedef enum bp_level {
  /// What every machine has.
  BP_PORTABLE = 0,
  /// x86-64 with AVX2, BMI1, BMI2, POPCNT and PCLMULQDQ.
  BP_AVX2 = 1,
  /// BP_AVX2 with AVX-512 F, BW, DQ and VL; VBMI2 is used where it exists.
  BP_AVX512 = 2
} bp_level;

/// Whether this processor can run a level.
bool bp_supports(bp_level level);

/// The fastest level of this processor.
bp_level bp_best_level(void);

/// What is known of CSV bytes up to some position, and what has to be remembered to go on from there.
typedef struct bp_csv_state {
  /// Ends of fields written so far.
  uint32_t end_count;
  /// Line feeds outside quotes so far: ends of rows.
  uint32_t row_count;
  /// All line feeds so far, quoted ones too.
  uint32_t line_count;
  /// Whether the next byte is inside quotes.
  bool inside;
  /// Whether there was a quote.
  bool has_quote;
  /// Whether a quote opened in the middle of a field, or closed and was not followed by separator, LF, CR LF, quote or
  /// the end of the bytes.
  bool has_stray;
  /// Whether a byte was 0x80 or above.
  bool has_high;
  /// Whether an opening quote may be the next byte.
  bool may_open;
  /// Whether the last byte was a closing quote.
  bool after_closing;
  /// Whether the last two bytes were a closing quote and a CR.
  bool after_return;
} bp_csv_state;

/// The state before the first byte: at the start of a field, or inside quotes.
bp_csv_state bp_csv_start(bool inside);

/// Finds the ends of fields and rows in bytes[from ..< to] and goes on with `state`.
///
/// A separator or LF outside quotes ends a field: its position is appended to `ends`. For every such LF its index in
/// `ends` is appended to `row_ends`. Quotes toggle: a doubled quote inside quotes closes and opens again.
///
/// `separator` is any byte but quote, CR and LF. 64 bytes after `to` may be read. Both arrays need room for `to - from
/// + 64` entries after those already there; entries after the new counts are overwritten with anything.
bool bp_csv_index(
  bp_csv_state *state, const uint8_t *bytes, uint32_t from, uint32_t to, uint8_t separator, uint32_t *ends,
  uint32_t *row_ends, bp_level level);

/// Counts quotes and line feeds, without telling where they are. 64 bytes after the end may be read.
bool bp_csv_count(const uint8_t *bytes, size_t count, uint64_t *quotes, uint64_t *lines, bp_level level);

/// A stretch of bytes somewhere in memory.
typedef struct bp_slice {
  /// The first byte; not read where `count` is 0.
  const uint8_t *start;
  /// Bytes.
  int64_t count;
} bp_slice;

/// The MD5 (RFC 1321) of `count` bytes.
void bp_md5(const uint8_t *bytes, size_t count, uint8_t digest[16]);

/// The first byte of the MD5 of each key, into `buckets` at the key's index.
///
/// `chosen` has a bit for every key (key k is bit k % 64 of word k / 64), bits from `count` on being zero; other keys
/// are not read and their buckets not written. A null pointer chooses all. 64 bytes after the end of a key may be read.
bool bp_md5_buckets(
  const bp_slice *keys, size_t count, const uint64_t *chosen, uint8_t *buckets, bp_level level);

/// Goes on with a SHA-256 (FIPS 180-4) over `blocks` times 64 bytes. Uses the processor's SHA instructions where it has
/// them and `portable` is false.
void bp_sha256_blocks(uint32_t state[8], const uint8_t *bytes, size_t blocks, bool portable);

/// Whether the processor has SHA instructions that `bp_sha256_blocks` knows.
bool bp_has_sha256(void);

/// A fast 128-bit hash of bytes to notice accidental changes; not for secrecy. Same on every machine and level.
bool bp_fingerprint(const uint8_t *bytes, size_t count, uint64_t hash[2], bp_level level);

#endif
