// The index of CSV bytes, compiled once per level. The including file defines
//   BP_TARGET                        the attribute of the level, or nothing
//   BP_FORM(name)                    the name of a function for the level
// and the inline functions
//   bp_masks BP_FORM(masks)(bytes, separator)      bits of 64 bytes
//   uint64_t BP_FORM(prefix_xor)(mask)             bit i: exclusive or of bits 0...i
//   uint32_t BP_FORM(popcount)(mask)
//   void BP_FORM(emit)(ends, mask, count, at)      writes at + i for every set bit i; may write 64 entries in all

/// A state with every flag widened to a word, so that it stays in registers.
typedef struct {
  uint64_t inside, may_open, after_closing, after_return, quote, stray, high;
  uint32_t end_count, row_count, line_count;
} BP_FORM(carry);

/// Goes over 64 bytes, of which those in `valid` count; `last` is the highest bit of `valid`.
BP_TARGET BP_INLINE void BP_FORM(block)(
  BP_FORM(carry) *carry, const uint8_t *bytes, uint32_t at, uint64_t valid, unsigned last, uint8_t separator,
  uint32_t *ends, uint32_t *row_ends) {
  bp_masks found = BP_FORM(masks)(bytes + at, separator);
  uint64_t quote = found.quote & valid;
  uint64_t ending = (found.separator | found.line) & valid;
  uint64_t inside = carry->inside, structural = ending & ~inside;
  if (__builtin_expect((quote | carry->after_closing | carry->after_return) == 0, 1)) {
    carry->may_open = structural >> last & 1;
  } else {
    inside ^= BP_FORM(prefix_xor)(quote);
    carry->inside = (uint64_t)((int64_t)inside >> 63);
    structural = ending & ~inside;
    uint64_t closing = quote & ~inside;
    uint64_t opens_after = structural | closing;
    uint64_t stray = quote & inside & ~(opens_after << 1 | carry->may_open);
    uint64_t after_closing = closing << 1 | carry->after_closing;
    stray |= after_closing & ~(ending | quote | found.carriage);
    uint64_t closed_return = after_closing & found.carriage;
    stray |= (closed_return << 1 | carry->after_return) & ~found.line;
    carry->stray |= stray & valid;
    carry->may_open = opens_after >> last & 1;
    carry->after_closing = closing >> last & 1;
    carry->after_return = closed_return >> last & 1;
    carry->quote |= quote;
  }
  carry->high |= found.high & valid;

  uint32_t count = BP_FORM(popcount)(structural);
  BP_FORM(emit)(ends + carry->end_count, structural, count, at);
  uint64_t line = found.line & valid;
  carry->line_count += BP_FORM(popcount)(line);
  // Most blocks have no or one end of row: both go without a branch.
  uint64_t rows = line & ~inside;
  uint64_t upto = rows ^ (rows - 1);
  row_ends[carry->row_count] = carry->end_count + BP_FORM(popcount)(structural & upto) - 1;
  carry->row_count += rows != 0;
  rows &= rows - 1;
  while (__builtin_expect(rows != 0, 0)) {
    upto = rows ^ (rows - 1);
    row_ends[carry->row_count++] = carry->end_count + BP_FORM(popcount)(structural & upto) - 1;
    rows &= rows - 1;
  }
  carry->end_count += count;
}

BP_TARGET void BP_FORM(bp_csv)(
  bp_csv_state *state, const uint8_t *bytes, uint32_t from, uint32_t to, uint8_t separator, uint32_t *ends,
  uint32_t *row_ends) {
  BP_FORM(carry) carry = {
    .inside = state->inside ? ~UINT64_C(0) : 0,
    .may_open = state->may_open,
    .after_closing = state->after_closing,
    .after_return = state->after_return,
    .end_count = state->end_count,
    .row_count = state->row_count,
    .line_count = state->line_count,
  };
  uint32_t at = from;
  for (; to - at >= 64; at += 64) {
    BP_FORM(block)(&carry, bytes, at, ~UINT64_C(0), 63, separator, ends, row_ends);
  }
  if (at < to) {
    unsigned rest = to - at;
    BP_FORM(block)(&carry, bytes, at, (UINT64_C(1) << rest) - 1, rest - 1, separator, ends, row_ends);
  }
  state->inside = carry.inside != 0;
  state->may_open = carry.may_open;
  state->after_closing = carry.after_closing;
  state->after_return = carry.after_return;
  state->has_quote |= carry.quote != 0;
  state->has_stray |= carry.stray != 0;
  state->has_high |= carry.high != 0;
  state->end_count = carry.end_count;
  state->row_count = carry.row_count;
  state->line_count = carry.line_count;
}
