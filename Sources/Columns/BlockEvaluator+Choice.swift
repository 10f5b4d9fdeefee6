import Rows

/// Expressions that take each row's value from one of several parts.
extension BlockEvaluator {
  func choose(_ step: Step, _ out: Register, _ rows: RowMask) {
    Masks.clear(out.known)
    Masks.clear(out.no)
    switch step {
    case .coalesce(let children):
      Masks.copy(rows, to: out.part)
      for child in children {
        if Masks.isEmpty(out.part) { return }
        take(evaluate(child, rows: out.part), out, out.part)
        for w in 0..<maskWords { out.part[w] &= ~(out.known[w] | out.no[w]) }
      }
    case .cases(let conditions, let values, let otherwise):
      let (rest, taken) = (out.part, out.taken)
      Masks.copy(rows, to: rest)
      for (condition, value) in zip(conditions, values) {
        if Masks.isEmpty(rest) { return }
        guard case .booleans(let yes, _) = evaluate(condition, rows: rest) else { continue }
        Masks.and(yes, rest, to: taken)
        Masks.andNot(rest, taken, to: rest)
        if Masks.isEmpty(taken) { continue }
        take(evaluate(value, rows: taken), out, taken)
      }
      if !Masks.isEmpty(rest) { take(evaluate(otherwise, rows: rest), out, rest) }
    case .extreme(let children, let greatest):
      for child in children { takeBetter(evaluate(child, rows: rows), out, rows, greatest: greatest) }
    default: break
    }
  }

  /// Takes over the values of the rows of `taken`.
  private func take(_ value: Vector, _ out: Register, _ taken: RowMask) {
    switch value {
    case .null: break
    case .booleans(let yes, let no):
      for w in 0..<maskWords {
        out.known[w] |= yes[w] & taken[w]
        out.no[w] |= no[w] & taken[w]
      }
    case .integers(let values, let known):
      for w in 0..<maskWords where taken[w] & known[w] != 0 {
        IntegerKernels.blend(values, out.integers, w, taken[w] & known[w])
        out.known[w] |= taken[w] & known[w]
      }
    case .texts(let values, let known):
      for w in 0..<maskWords where taken[w] & known[w] != 0 {
        TextKernels.blend(values, out.texts, w, taken[w] & known[w])
        out.known[w] |= taken[w] & known[w]
      }
    }
  }

  /// Takes over the values that are better than those so far; of equal ones the first stays.
  private func takeBetter(_ value: Vector, _ out: Register, _ rows: RowMask, greatest: Bool) {
    switch value {
    case .null: break
    case .booleans(let yes, let no):
      for w in 0..<maskWords {
        let (strong, weak) = greatest ? (yes[w] & rows[w], no[w] & rows[w]) : (no[w] & rows[w], yes[w] & rows[w])
        let (best, other) = greatest ? (out.known, out.no) : (out.no, out.known)
        best[w] |= strong
        other[w] = (other[w] | weak) & ~best[w]
      }
    case .integers(let values, let known):
      let target = out.integers
      for w in 0..<maskWords {
        let asked = rows[w] & known[w]
        if asked == 0 { continue }
        let (new, old) = (values + w * 64, target + w * 64)
        let better =
          greatest
          ? IntegerKernels.bits { old[$0] < new[$0] } : IntegerKernels.bits { new[$0] < old[$0] }
        IntegerKernels.blend(values, target, w, asked & (better | ~out.known[w]))
        out.known[w] |= asked
      }
    case .texts(let values, let known):
      for w in 0..<maskWords {
        var rest = rows[w] & known[w]
        while rest != 0 {
          let bit = rest & (0 &- rest)
          let row = w * 64 + rest.trailingZeroBitCount
          rest ^= bit
          if out.known[w] & bit != 0 {
            let order = TextKernels.order(values[row], out.texts[row])
            if greatest ? order <= 0 : order >= 0 { continue }
          }
          out.texts[row] = values[row]
          out.known[w] |= bit
        }
      }
    }
  }
}
