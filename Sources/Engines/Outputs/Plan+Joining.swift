extension Plan {
  /// One plan for what two want: this one's views, distributions and counts stand in front.
  public func joined(with other: Plan) -> Plan {
    var plan = self
    plan.atoms += other.atoms
    for var view in other.views {
      view.atoms += atoms.count
      plan.views.append(view)
    }
    for var view in other.durations {
      view.atoms += atoms.count
      plan.durations.append(view)
    }
    plan.distinct += other.distinct
    return plan
  }
}

extension SumTable {
  /// Cuts the table of joined plans into those of the first and the second.
  public func split(after first: Plan) -> (first: SumTable, second: SumTable) {
    func part<Element>(_ list: [Element], _ count: Int) -> (front: [Element], back: [Element]) {
      (Array(list.prefix(count)), Array(list.dropFirst(count)))
    }
    let (views, durations) = (part(views, first.views.count), part(durations, first.durations.count))
    let distinct = part(distinct, first.distinct.count)
    return (
      SumTable(views: views.front, durations: durations.front, distinct: distinct.front, quality: quality),
      SumTable(views: views.back, durations: durations.back, distinct: distinct.back, quality: quality)
    )
  }
}
