import Rows

extension BlockEvaluator {
  /// The values of a compiled expression for `rows`, which must be rows of the block.
  ///
  /// A row whose numbers leave 64 bits on the way gets its bit in `overflowed`; parts that SQL's logic does not need for
  /// a row (the right side of a decided AND, cases not taken) are not computed for it. What was computed in the block
  /// is not computed again.
  public func evaluate(_ node: Int32, rows: RowMask) -> Vector {
    switch steps[Int(node)] {
    case .null: return .null
    case .slot(let slot): return self.slot(slot)
    case .boolean(let value): return .booleans(yes: value ? all : nothing, no: value ? nothing : all)
    case .constantInteger: return .integers(registers[Int(node)].integers, known: all)
    case .constantText: return .texts(registers[Int(node)].texts, known: all)
    default: break
    }
    let register = registers + Int(node)
    if register.pointee.kind == .null {
      computeParts(node, rows)
      return .null
    }
    if register.pointee.stamp == stamp {
      if Masks.isSubset(rows, of: register.pointee.asked) { return register.pointee.vector }
      // Vectors handed out before share the register: their rows are computed again with the new ones.
      Masks.or(register.pointee.asked, rows, to: register.pointee.asked)
    } else {
      register.pointee.stamp = stamp
      Masks.copy(rows, to: register.pointee.asked)
    }
    compute(steps[Int(node)], register.pointee, register.pointee.asked)
    return register.pointee.vector
  }

  private func integers(_ node: Int32, _ rows: RowMask) -> (UnsafeMutablePointer<Int64>, RowMask) {
    if case .integers(let values, let known) = evaluate(node, rows: rows) { return (values, known) }
    return (zeros, nothing)
  }

  private func texts(_ node: Int32, _ rows: RowMask) -> (UnsafeMutablePointer<TextSlice>, RowMask) {
    if case .texts(let values, let known) = evaluate(node, rows: rows) { return (values, known) }
    return (emptyTexts, nothing)
  }

  private func booleans(_ node: Int32, _ rows: RowMask) -> (yes: RowMask, no: RowMask) {
    if case .booleans(let yes, let no) = evaluate(node, rows: rows) { return (yes, no) }
    return (nothing, nothing)
  }

  /// A node that is always null may still overflow on the way.
  private func computeParts(_ node: Int32, _ rows: RowMask) {
    switch steps[Int(node)] {
    case .coalesce(let children), .extreme(let children, _):
      for child in children { _ = evaluate(child, rows: rows) }
    case .cases(let conditions, _, _):
      let register = registers[Int(node)]
      Masks.copy(rows, to: register.part)
      for condition in conditions {
        Masks.andNot(register.part, booleans(condition, register.part).yes, to: register.part)
      }
    default: break
    }
  }

  private func compute(_ step: Step, _ out: Register, _ rows: RowMask) {
    switch step {
    case .null, .slot, .boolean, .constantInteger, .constantText: break
    case .not(let a):
      let (yes, no) = booleans(a, rows)
      Masks.and(no, rows, to: out.known)
      Masks.and(yes, rows, to: out.no)
    case .and(let a, let b):
      let left = booleans(a, rows)
      Masks.andNot(rows, left.no, to: out.part)
      let right = booleans(b, out.part)
      for w in 0..<maskWords {
        out.known[w] = left.yes[w] & right.yes[w] & rows[w]
        out.no[w] = (left.no[w] | right.no[w]) & rows[w]
      }
    case .or(let a, let b):
      let left = booleans(a, rows)
      Masks.andNot(rows, left.yes, to: out.part)
      let right = booleans(b, out.part)
      for w in 0..<maskWords {
        out.known[w] = (left.yes[w] | right.yes[w]) & rows[w]
        out.no[w] = left.no[w] & right.no[w] & rows[w]
      }
    case .decided(let a, let value):
      let (_, known) = integers(a, rows)
      Masks.and(known, rows, to: value ? out.known : out.no)
      Masks.clear(value ? out.no : out.known)
    case .lessThan(let a, let limit, let negated):
      let (x, known) = integers(a, rows)
      IntegerKernels.lessThan(x, limit, rows, known: known, negated: negated, yes: out.known, no: out.no)
    case .equalTo(let a, let value, let negated):
      let (x, known) = integers(a, rows)
      IntegerKernels.equalTo(x, value, rows, known: known, negated: negated, yes: out.known, no: out.no)
    case .compareIntegers(let comparison, let a, let b):
      let (x, y) = bothIntegers(a, b, rows, out.part)
      IntegerKernels.compare(comparison, x, y, rows, known: out.part, yes: out.known, no: out.no)
    case .compareScaled(let comparison, let a, let b, let scale, let scaleOther):
      let (x, y) = bothIntegers(a, b, rows, out.part)
      IntegerKernels.compareScaled(
        comparison, x, y, scale, scaleOther, rows, known: out.part, yes: out.known, no: out.no)
    case .equalToText(let a, _, let negated):
      let (x, known) = texts(a, rows)
      TextKernels.equal(out.constant, x, rows, known: known, negated: negated, yes: out.known, no: out.no)
    case .compareTexts(let comparison, let a, let b):
      let (x, first) = texts(a, rows)
      Masks.and(first, rows, to: out.part)
      let (y, second) = texts(b, out.part)
      Masks.and(out.part, second, to: out.part)
      TextKernels.compare(comparison, x, y, rows, known: out.part, yes: out.known, no: out.no)
    case .compareBooleans(let comparison, let a, let b): compareBooleans(comparison, a, b, out, rows)
    case .isNull(let a, let negated): isNull(a, negated, out, rows)
    case .like(let a, let pattern):
      let (x, known) = texts(a, rows)
      TextKernels.matches(pattern, out.constant, x, rows, known: known, yes: out.known, no: out.no)
    case .lower(let a):
      let (x, known) = texts(a, rows)
      Masks.and(known, rows, to: out.known)
      TextKernels.lower(x, out.texts, rows, known: out.known, scratch)
    case .arithmetic, .scaled, .abs, .difference: computeNumbers(step, out, rows)
    case .coalesce, .extreme, .cases: choose(step, out, rows)
    }
  }

  /// Both sides of an operation, the right one only where the left one has a value; `known`: rows with both values.
  private func bothIntegers(
    _ a: Int32, _ b: Int32, _ rows: RowMask, _ known: RowMask
  ) -> (UnsafeMutablePointer<Int64>, UnsafeMutablePointer<Int64>) {
    let (x, first) = integers(a, rows)
    Masks.and(first, rows, to: known)
    let (y, second) = integers(b, known)
    Masks.and(known, second, to: known)
    return (x, y)
  }

  private func compareBooleans(
    _ comparison: Program.Comparison, _ a: Int32, _ b: Int32, _ out: Register, _ rows: RowMask
  ) {
    let (yes, no) = booleans(a, rows)
    for w in 0..<maskWords { out.part[w] = (yes[w] | no[w]) & rows[w] }
    let (yesOther, noOther) = booleans(b, out.part)
    let less: UInt64 = comparison.holds(-1) ? ~0 : 0
    let same: UInt64 = comparison.holds(0) ? ~0 : 0
    let greater: UInt64 = comparison.holds(1) ? ~0 : 0
    for w in 0..<maskWords {
      let known = out.part[w] & (yesOther[w] | noOther[w])
      let isLess = no[w] & yesOther[w]
      let isGreater = yes[w] & noOther[w]
      let holds = (isLess & less) | (isGreater & greater) | (~isLess & ~isGreater & same)
      out.known[w] = holds & known
      out.no[w] = ~holds & known
    }
  }

  private func isNull(_ a: Int32, _ negated: Bool, _ out: Register, _ rows: RowMask) {
    let value = evaluate(a, rows: rows)
    let (yes, no) = negated ? (out.no, out.known) : (out.known, out.no)
    for w in 0..<maskWords {
      let known: UInt64 =
        switch value {
        case .null: 0
        case .booleans(let a, let b): a[w] | b[w]
        case .integers(_, let known), .texts(_, let known): known[w]
        }
      yes[w] = ~known & rows[w]
      no[w] = known & rows[w]
    }
  }

  private func computeNumbers(_ step: Step, _ out: Register, _ rows: RowMask) {
    switch step {
    case .arithmetic(let operation, let a, let b):
      let (x, y) = bothIntegers(a, b, rows, out.known)
      IntegerKernels.arithmetic(operation, x, y, out.integers, rows, known: out.known, overflowed: overflowed)
    case .scaled(let a, let factor):
      let (x, known) = integers(a, rows)
      Masks.and(known, rows, to: out.known)
      IntegerKernels.scale(x, by: factor, out.integers, rows, known: out.known, overflowed: overflowed)
    case .abs(let a):
      let (x, known) = integers(a, rows)
      Masks.and(known, rows, to: out.known)
      IntegerKernels.abs(x, out.integers, rows, known: out.known, overflowed: overflowed)
    case .difference(let a, let b, let divisor):
      let (x, y) = bothIntegers(a, b, rows, out.known)
      IntegerKernels.difference(
        x, y, divisor: divisor, out.integers, rows, known: out.known, overflowed: overflowed)
    default: break
    }
  }
}
