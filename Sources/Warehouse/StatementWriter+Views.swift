import Diagnostics
import Engines
import Metrics
import Pack

extension StatementWriter {
  /// The sums of a view: one statement per time that its measures are read at, and per 200 atoms.
  func view(_ index: Int, _ view: Plan.View) throws(DiagnosticError) -> [Statement] {
    let relation = try relation(view.dataset)
    var groups: [(time: String, slots: [Int])] = []
    for (slot, what) in view.slots.enumerated() {
      let time = relation.time(try measure(what.measures[0]))
      if let known = groups.firstIndex(where: { $0.time == time }) {
        groups[known].slots.append(slot)
      } else {
        groups.append((time, [slot]))
      }
    }
    var result: [Statement] = []
    let boundaries = needs.plan.atoms[view.atoms].boundaries
    for group in groups {
      for start in stride(from: 0, to: max(0, boundaries.count - 1), by: Self.atomLimit) {
        let atoms = start..<min(start + Self.atomLimit, boundaries.count - 1)
        result.append(try self.view(index, view, relation, group, boundaries, atoms))
      }
    }
    return result
  }

  private func view(
    _ index: Int, _ view: Plan.View, _ relation: Relation, _ group: (time: String, slots: [Int]),
    _ boundaries: [Int64], _ atoms: Range<Int>
  ) throws(DiagnosticError) -> Statement {
    let measures = measureWriter(relation)
    let time = dialect.column("s", group.time)
    var names = ColumnNames(reserved: ["atom", "arm", "segment", "bucket"])
    var inner = [relations.alias(atom(time, boundaries, atoms), "atom")]
    var (fields, outer, keys) = ([integerField("atom")], ["v.atom"], ["v.atom"])
    if view.cohort != nil {
      inner.append(relations.alias(try arm(view.cohort, relation), "arm"))
      fields.append(textField("arm"))
      keys.append("v.arm")
      outer.append(relations.alias(dialect.hex("v.arm"), "arm hex"))
    }
    if view.segment != nil {
      inner.append(relations.alias(try segment(view.segment, relation), "segment"))
      fields.append(textField("segment"))
      keys.append("v.segment")
      outer.append(relations.alias(dialect.hex("v.segment"), "segment hex"))
    }
    if view.bucketed {
      inner.append(relations.alias(dialect.bucket(clusterKey(relation)), "bucket"))
      fields.append(integerField("bucket"))
      keys.append("v.bucket")
      outer.append("v.bucket")
    }
    // A measure's column by its name, once.
    var columns: [String: String] = [:]
    func column(_ name: String) throws(DiagnosticError) -> String {
      if let known = columns[name] { return dialect.column("v", known) }
      let measure = try measure(name)
      var value = try measures.value(measure)
      if relation.time(measure) != group.time {
        let other = dialect.column("s", relation.time(measure))
        let inside = "\(other) >= \(boundaries[atoms.lowerBound]) AND \(other) < \(boundaries[atoms.upperBound])"
        value =
          "CASE WHEN \(inside) AND \(atom(other, boundaries, atoms)) = \(atom(time, boundaries, atoms)) THEN \(value) END"
      }
      let own = names.make(name)
      columns[name] = own
      inner.append(relations.alias(value, own))
      return dialect.column("v", own)
    }
    var counted: [String] = []
    var countsAll = false
    for (slot, what) in view.slots.enumerated() {
      let name: String
      var sum = "0"
      let isOwn = group.slots.contains(slot)
      switch what {
      case .sum(let measure):
        name = measure
        if isOwn {
          let value = try column(measure)
          sum = "COALESCE(SUM(\(dialect.wide(value))), 0)"
          counted.append("\(value) IS NOT NULL")
        }
      case .square(let measure):
        name = "\(measure) squared"
        if isOwn {
          let value = try column(measure)
          sum = "COALESCE(SUM(\(dialect.wide(value)) * \(dialect.wide(value))), 0)"
          counted.append("\(value) IS NOT NULL")
        }
      case .product(let a, let b):
        name = "\(a) times \(b)"
        if isOwn {
          let (x, y) = (try column(a), try column(b))
          sum = "COALESCE(SUM(\(dialect.wide(x)) * \(dialect.wide(y))), 0)"
          counted.append("(\(x) IS NOT NULL AND \(y) IS NOT NULL)")
        }
      }
      if isOwn, case .sum(let own) = what, measures.countsAll(try measure(own)) { countsAll = true }
      fields.append(integerField(name))
      outer.append(relations.alias(sum, "sum \(slot + 1)"))
    }
    let range = "\(time) >= \(boundaries[atoms.lowerBound]) AND \(time) < \(boundaries[atoms.upperBound])"
    let rows = relations.select(
      inner, from: "\(dialect.name(relation.good)) AS s",
      where: [current(relation), range].compactMap { $0 }.joined(separator: " AND "))
    var seen: Set<String> = []
    let condition = countsAll ? nil : counted.filter { seen.insert($0).inserted }.joined(separator: "\nOR ")
    let query =
      relations.select(outer, from: "(\n  \(rows.indented(by: 2))\n) AS v", where: condition)
      + "\nGROUP BY \(keys.joined(separator: ", "))"
    return try statement(.view(index), view.dataset, query, fields)
  }

  /// The distribution of a measure: how many rows took how long.
  func durations(_ index: Int, _ view: Plan.DurationView) throws(DiagnosticError) -> [Statement] {
    let measure = try measure(view.measure)
    let relation = try relation(measure.dataset)
    let writer = measureWriter(relation)
    let time = dialect.column("s", relation.time(measure))
    let boundaries = needs.plan.atoms[view.atoms].boundaries
    var result: [Statement] = []
    for start in stride(from: 0, to: max(0, boundaries.count - 1), by: Self.atomLimit) {
      let atoms = start..<min(start + Self.atomLimit, boundaries.count - 1)
      var inner = [relations.alias(atom(time, boundaries, atoms), "atom")]
      var (fields, outer, keys) = ([integerField("atom")], ["v.atom"], ["v.atom"])
      for (name, isAsked, sql) in [
        ("arm", view.cohort != nil, try arm(view.cohort, relation)),
        ("segment", view.segment != nil, try segment(view.segment, relation)),
      ] where isAsked {
        inner.append(relations.alias(sql, name))
        fields.append(textField(name))
        keys.append("v.\(name)")
        outer.append(relations.alias(dialect.hex("v.\(name)"), "\(name) hex"))
      }
      inner.append(relations.alias(try writer.value(measure), "length"))
      inner.append(relations.alias(try writer.ending(measure), "ending"))
      keys += [dialect.column("v", "length"), dialect.column("v", "ending")]
      outer += keys.suffix(2) + ["COUNT(*)"]
      fields += [integerField("length"), integerField("ending"), integerField("rows")]
      let range = "\(time) >= \(boundaries[atoms.lowerBound]) AND \(time) < \(boundaries[atoms.upperBound])"
      let rows = relations.select(
        inner, from: "\(dialect.name(relation.good)) AS s",
        where: [current(relation), range].compactMap { $0 }.joined(separator: " AND "))
      let query =
        relations.select(
          outer, from: "(\n  \(rows.indented(by: 2))\n) AS v", where: "\(dialect.column("v", "length")) IS NOT NULL")
        + "\nGROUP BY \(keys.joined(separator: ", "))"
      result.append(try statement(.durations(index), measure.dataset, query, fields))
    }
    return result
  }

  /// Distinct cluster keys of the rows of a measure, per period.
  func distinct(_ index: Int, _ view: Plan.DistinctView) throws(DiagnosticError) -> [Statement] {
    let measure = try measure(view.measure)
    let relation = try relation(measure.dataset)
    let periods = view.periods.enumerated().filter { !$0.element.isEmpty }.map { number, period in
      "SELECT \(number) AS period, \(period.lowerBound) AS starts, \(period.upperBound) AS ends"
    }
    guard !periods.isEmpty else { return [] }
    let time = dialect.column("s", relation.time(measure))
    var inner = [
      relations.alias(time, "moment"), relations.alias(clusterKey(relation), "unit"),
      relations.alias(try measureWriter(relation).value(measure), "counted"),
    ]
    var (fields, outer, keys) = ([integerField("period")], ["d.period"], ["d.period"])
    var kept = ""
    for (name, isAsked, sql) in [
      ("arm", view.cohort != nil, try arm(view.cohort, relation)),
      ("segment", view.segment != nil, try segment(view.segment, relation)),
    ] where isAsked {
      inner.append(relations.alias(sql, name))
      fields.append(textField(name))
      var value = "v.\(name)"
      if name == "segment", let segment = pack.segments.first(where: { $0.name == view.segment }) {
        // What stands for several values is not their sum: a unit may have more than one of them.
        kept = "\nLEFT JOIN (\n  \(frequent(segment, sql, relation).indented(by: 2))\n) AS k ON k.segment = v.segment"
        // Of what is not found ClickHouse gives an empty text, the others null; no value is empty.
        value =
          "CASE WHEN v.segment = '' THEN '' WHEN COALESCE(k.segment, '') = '' THEN '(other)' ELSE v.segment END"
      }
      keys.append(value)
      outer.append(relations.alias(dialect.hex(name == "segment" ? "(\(value))" : value), "\(name) hex"))
    }
    outer.append("COUNT(DISTINCT v.unit)")
    fields.append(integerField("units"))
    let rows = relations.select(inner, from: "\(dialect.name(relation.good)) AS s", where: current(relation))
    let list = periods.joined(separator: "\n  UNION ALL ")
    let source =
      "(\n  \(rows.indented(by: 2))\n) AS v\nJOIN (\n  \(list)\n) AS d ON v.moment >= d.starts AND v.moment < d.ends"
    let query =
      relations.select(outer, from: source + kept, where: "v.counted IS NOT NULL")
      + "\nGROUP BY \(keys.joined(separator: ", "))"
    return [try statement(.distinct(index), measure.dataset, query, fields)]
  }

  /// The values of a segment that keep their name: the most frequent, ties by bytes.
  private func frequent(_ segment: Segment, _ value: String, _ relation: Relation) -> String {
    let rows = relations.select(
      [relations.alias(value, "segment")], from: "\(dialect.name(relation.good)) AS s", where: current(relation))
    return """
      SELECT f.segment
      FROM (
        SELECT c.segment, ROW_NUMBER() OVER (ORDER BY COUNT(*) DESC, \(dialect.hex("c.segment"))) AS place
        FROM (
          \(rows.indented(by: 4))
        ) AS c
        WHERE c.segment <> ''
        GROUP BY c.segment
      ) AS f
      WHERE f.place <= \(segment.maximumValues)
      """
  }
}
