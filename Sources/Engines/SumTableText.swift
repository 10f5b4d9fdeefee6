extension SumTable {
  /// The table as CSV, one line per sum, sorted: `kind,dataset,measure,start,end,arm,segment,bucket,value`, then for
  /// durations the length, how they ended, and the count. Times are seconds UTC.
  public func csv(_ plan: Plan) -> String {
    var text = ""
    writeCSV(plan) { text += String(decoding: $0, as: UTF8.self) }
    return text
  }

  /// The same in stretches of whole lines: a bucketed table may have millions.
  public func writeCSV(_ plan: Plan, _ write: ([UInt8]) -> Void) {
    var out = Array("view,slot,start,end,arm,segment,bucket,value\n".utf8)
    for (index, view) in plan.views.enumerated() where index < views.count {
      let labels = view.slots.map {
        Array("\(Self.quoted("\(view.dataset)#\(index)")),\(Self.quoted(Self.text($0))),".utf8)
      }
      let sums = views[index]
      for (cell, key) in sums.keys.enumerated() {
        let place = Array(Self.place(sums.name(key), plan.atoms[view.atoms]).utf8)
        for (slot, label) in labels.enumerated() {
          out += label
          out += place
          out.append(UInt8(ascii: ","))
          out.append(contentsOf: String(sums.sum(cell: cell, slot: slot)).utf8)
          out.append(UInt8(ascii: "\n"))
        }
        guard out.count >= 65_536 else { continue }
        write(out)
        out.removeAll(keepingCapacity: true)
      }
    }
    var lines: [String] = []
    for (index, view) in plan.durations.enumerated() where index < durations.count {
      for (key, count) in durations[index].counts.sorted(by: { $0.key < $1.key }) {
        let cell = Key(atom: key.atom, arm: key.arm, segment: key.segment, bucket: -1)
        let slot = Self.quoted("\(Self.text(key.ending)) after \(key.value)")
        lines.append("\(Self.quoted(view.measure)),\(slot),\(Self.place(cell, plan.atoms[view.atoms])),\(count)")
      }
    }
    for (index, view) in plan.distinct.enumerated() where index < distinct.count {
      let sorted = distinct[index].counts.sorted {
        ($0.key.period, $0.key.arm, $0.key.segment) < ($1.key.period, $1.key.arm, $1.key.segment)
      }
      for (key, count) in sorted {
        let period = view.periods[Int(key.period)]
        let slot = count > distinct[index].exactLimit ?? .max ? "distinct (estimated)" : "distinct"
        lines.append(
          "\(Self.quoted(view.measure)),\(slot),\(period.lowerBound),\(period.upperBound),\(Self.quoted(key.arm)),"
            + "\(Self.quoted(key.segment)),,\(count)")
      }
    }
    for line in lines { out += Array((line + "\n").utf8) }
    write(out)
  }

  private static func place(_ key: Key, _ atoms: Plan.Atoms) -> String {
    let (start, end) = (atoms.boundaries[Int(key.atom)], atoms.boundaries[Int(key.atom) + 1])
    return "\(start),\(end),\(quoted(key.arm)),\(quoted(key.segment)),\(key.bucket < 0 ? "" : String(key.bucket))"
  }

  private static func text(_ slot: Plan.Slot) -> String {
    switch slot {
    case .sum(let measure): measure
    case .square(let measure): "\(measure)^2"
    case .product(let a, let b): "\(a)*\(b)"
    }
  }

  private static func text(_ ending: Ending) -> String {
    switch ending {
    case .closed: "closed"
    case .competing(let index): "ended by competing end \(index + 1)"
    case .open: "open"
    }
  }

  private static func quoted(_ text: String) -> String {
    let needsQuotes = text.utf8.contains { $0 == 34 || $0 == 44 || $0 == 10 || $0 == 13 }
    return needsQuotes
      ? "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\"" : text
  }
}
