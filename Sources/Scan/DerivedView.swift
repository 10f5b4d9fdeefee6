import Engines

/// A view whose sums are sums of another's, as it divides the same rows less finely.
struct DerivedView: Sendable {
  /// Index into the plan's views.
  var view: Int
  /// Index of the view it is made of.
  var source: Int
  /// For each of its slots that of the other view.
  var slots: [Int]
  /// The atom here of each atom there; -1 for those outside.
  var atoms: [Int]
  var keepsArms: Bool
  var keepsSegments: Bool
  var keepsBuckets: Bool

  /// Whether `view` can be made of `source`, both over one dataset; cells that no slot counts in must not appear, so
  /// both need a slot that counts in every row, or the same slots.
  init?(_ view: (index: Int, view: Plan.View), of source: (index: Int, view: Plan.View), plan: Plan, isAlways: Bool) {
    let (mine, theirs) = (view.view, source.view)
    guard mine.cohort == nil || mine.cohort == theirs.cohort, mine.segment == nil || mine.segment == theirs.segment,
      !mine.bucketed || theirs.bucketed, isAlways || Set(mine.slots) == Set(theirs.slots)
    else { return nil }
    var slots: [Int] = []
    for slot in mine.slots {
      guard let place = theirs.slots.firstIndex(of: slot) else { return nil }
      slots.append(place)
    }
    let (coarse, fine) = (plan.atoms[mine.atoms].boundaries, plan.atoms[theirs.atoms].boundaries)
    guard Set(coarse).isSubset(of: fine) else { return nil }
    var atoms: [Int] = []
    var atom = -1
    for start in fine.dropLast() {
      while atom + 1 < coarse.count, coarse[atom + 1] <= start { atom += 1 }
      atoms.append(atom < coarse.count - 1 ? atom : -1)
    }
    self.view = view.index
    self.source = source.index
    self.slots = slots
    self.atoms = atoms
    keepsArms = mine.cohort != nil
    keepsSegments = mine.segment != nil
    keepsBuckets = mine.bucketed
  }

  /// The view's sums; nil where one does not fit 128 bits.
  func sums(of source: ViewSums) -> ViewSums? {
    let width = slots.count
    var rows: [UInt64: Int] = [:]
    var totals: [Int128] = []
    for (cell, key) in source.keys.enumerated() {
      let atom = atoms[key.atom]
      guard atom >= 0 else { continue }
      let mine = ViewSums.CellKey(
        arm: keepsArms ? key.arm : 0, segment: keepsSegments ? key.segment : 0, atom: atom,
        bucket: keepsBuckets ? key.bucket : -1)
      let row = rows[mine.bits] ?? rows.count
      if row == rows.count {
        rows[mine.bits] = row
        totals.append(contentsOf: repeatElement(0, count: width))
      }
      for (i, slot) in slots.enumerated() {
        let (sum, overflow) = totals[row * width + i].addingReportingOverflow(source.sum(cell: cell, slot: slot))
        if overflow { return nil }
        totals[row * width + i] = sum
      }
    }
    var builder = ViewSumsBuilder(width: width)
    builder.reserve(rows.count)
    for (bits, row) in rows.sorted(by: { $0.key < $1.key }) {
      builder.begin(bits)
      for i in 0..<width { builder.append(totals[row * width + i]) }
    }
    return builder.sums(arms: keepsArms ? source.arms : [""], segments: keepsSegments ? source.segments : [""])
  }
}
