import Engines

/// Divides views into panes, and chooses which panes share a matrix of values.
struct PaneBuilder {
  private struct Draft {
    var view: Int
    var place: Int
    var cohort: Int?
    var segment: Int?
    var isBucketed: Bool
    var slots: [(slot: Int, source: MatrixLayout.Source)]
    var isAlways: Bool
  }

  let measures: [DatasetLayout.Measure]
  private(set) var places: [DatasetLayout.Place] = []
  private var views: [(index: Int, view: Plan.View)] = []
  private var drafts: [Draft] = []

  init(measures: [DatasetLayout.Measure]) { self.measures = measures }

  /// The number of a place.
  mutating func place(_ atoms: Int, _ time: Int) -> Int {
    let wanted = DatasetLayout.Place(atoms: atoms, time: time)
    if let index = places.firstIndex(of: wanted) { return index }
    places.append(wanted)
    return places.count - 1
  }

  mutating func add(
    _ index: Int, _ view: Plan.View, slots: [(first: Int, second: Int?)], cohort: Int?, segment: Int?
  ) {
    views.append((index, view))
    var groups: [Int: [(slot: Int, source: MatrixLayout.Source)]] = [:]
    var always: Set<Int> = []
    for (i, slot) in slots.enumerated() {
      let here = place(view.atoms, measures[slot.first].time)
      let there = slot.second.map { place(view.atoms, measures[$0].time) } ?? here
      let source: MatrixLayout.Source
      switch slot.second {
      case nil: source = .init(first: slot.first)
      case let second? where second == slot.first && measures[second].isCount: source = .init(first: second)
      case let second? where here != there:
        source = .init(first: slot.first, second: second, agreeing: [here, there])
      case let second?: source = .init(first: min(slot.first, second), second: max(slot.first, second))
      }
      groups[here, default: []].append((i, source))
      let measure = measures[slot.first]
      if source.second == nil, measure.isCount, measure.condition == nil, measure.matureSeconds == nil {
        always.insert(here)
      }
    }
    for (place, slots) in groups.sorted(by: { $0.key < $1.key }) {
      drafts.append(
        Draft(
          view: index, place: place, cohort: cohort, segment: segment, isBucketed: view.bucketed, slots: slots,
          isAlways: always.contains(place)))
    }
  }

  /// Panes with their matrices, and the views that can be made of others.
  mutating func finish(
    _ plan: Plan
  ) -> (panes: [DatasetLayout.Pane], matrices: [MatrixLayout], derived: [DerivedView]) {
    let derived = derivedViews(plan)
    let left = Set(derived.map(\.view))
    drafts.removeAll { left.contains($0.view) }
    var matrices: [(sources: [MatrixLayout.Source], layout: MatrixLayout)] = []
    var numbers = drafts.map { _ in 0 }
    // The widest first, so that others find their sources there, unless most of its lanes would be added in vain.
    for i in drafts.indices.sorted(by: { (-drafts[$0].slots.count, $0) < (-drafts[$1].slots.count, $1) }) {
      let wanted = layout(drafts[i].slots.map(\.source))
      let found = matrices.firstIndex { matrix in
        drafts[i].slots.allSatisfy { matrix.layout.index(of: $0.source) != nil }
          && matrix.layout.stride <= wanted.stride * 2
      }
      numbers[i] = found ?? matrices.count
      if found == nil { matrices.append((drafts[i].slots.map(\.source), wanted)) }
    }
    let panes = drafts.enumerated().map { i, draft in
      DatasetLayout.Pane(
        view: draft.view, place: draft.place, cohort: draft.cohort, segment: draft.segment,
        isBucketed: draft.isBucketed,
        slots: draft.slots.map { ($0.slot, matrices[numbers[i]].layout.index(of: $0.source) ?? 0) },
        matrix: numbers[i], isAlways: draft.isAlways)
    }
    return (panes, matrices.map(\.layout), derived)
  }

  private func layout(_ sources: [MatrixLayout.Source]) -> MatrixLayout {
    var layout = MatrixLayout(counts: [], sums: [])
    for source in sources where layout.index(of: source) == nil {
      if measures[source.first].isCount, source.second.map({ measures[$0].isCount }) ?? true {
        layout.counts.append(source)
      } else {
        layout.sums.append(source)
      }
    }
    return layout
  }

  /// Views of one pane each that say less than another of the kind; a view's source never stands before it in the list.
  private func derivedViews(_ plan: Plan) -> [DerivedView] {
    func pane(_ view: Int) -> Draft? {
      let own = drafts.filter { $0.view == view }
      return own.count == 1 && !own[0].slots.contains { !$0.source.agreeing.isEmpty } ? own[0] : nil
    }
    var derived: [DerivedView] = []
    var removed: Set<Int> = []
    for view in views {
      guard let mine = pane(view.index) else { continue }
      for source in views where source.index != view.index && !removed.contains(source.index) {
        guard let theirs = pane(source.index), places[mine.place].time == places[theirs.place].time,
          let made = DerivedView(view, of: source, plan: plan, isAlways: mine.isAlways)
        else { continue }
        derived.append(made)
        removed.insert(view.index)
        break
      }
    }
    return derived
  }
}
