extension Plan {
  /// All of the plan, in a form in which different plans differ.
  func put(into writer: inout ByteWriter) {
    writer.put(atoms) { $0.put(words: $1.boundaries) }
    writer.put(views) { writer, view in
      writer.put(view.dataset)
      writer.put(view.atoms)
      writer.put(view.cohort)
      writer.put(view.segment)
      writer.put(view.bucketed ? 1 : 0)
      writer.put(view.slots) { writer, slot in
        switch slot {
        case .sum(let measure):
          writer.put(0)
          writer.put(measure)
        case .square(let measure):
          writer.put(1)
          writer.put(measure)
        case .product(let a, let b):
          writer.put(2)
          writer.put(a)
          writer.put(b)
        }
      }
    }
    writer.put(durations) { writer, view in
      writer.put(view.measure)
      writer.put(view.atoms)
      writer.put(view.cohort)
      writer.put(view.segment)
    }
    writer.put(distinct) { writer, view in
      writer.put(view.measure)
      writer.put(words: view.periods.flatMap { [$0.lowerBound, $0.upperBound] })
      writer.put(view.cohort)
      writer.put(view.segment)
    }
  }
}
