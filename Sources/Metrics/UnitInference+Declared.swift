import Units

extension UnitInference {
  /// Compares the inferred unit with the declared one and inserts an exact conversion where one is needed.
  mutating func result(
    _ term: UnitTerm, declared: Units.Unit?
  ) throws(ExpressionError) -> CompiledFormula {
    let role: NamedQuantity.Role =
      term.degree == 1 ? .flow : term.additivity == .stock ? .stock : term.degree == 0 ? .constant : .mixed
    var root = term.node
    let unit: Units.Unit
    switch (term.measurement, declared) {
    case (.unit(let inferred), nil):
      if inferred.isMixedProduct { throw UnitMessages.mixedProduct(term, inferred) }
      unit = inferred
    case (.bare, let declared?):
      unit = declared
      if declared.writtenFactor != 1 { root = .scale(declared.writtenFactor, root) }
    case (.unknown, let declared?): unit = declared
    case (.bare, nil), (.unknown, nil): unit = .ratio
    case (.unit(let inferred), let declared?):
      unit = declared
      if inferred == declared || Self.isAdopted(inferred, declared) {
        if term.isHundredfold, declared == .share { throw UnitMessages.hundredfold(term.formula) }
      } else if inferred.calendarRates == declared.calendarRates, let factor = inferred.exactFactor(to: declared) {
        root = insert(factor, from: inferred, to: declared, root)
      } else {
        throw UnitMessages.declared(term, inferred, declared, environment)
      }
    }
    return CompiledFormula(
      root: root, unit: unit, role: role, additivity: term.additivity, isLift: term.isLift, conversions: conversions)
  }

  /// A pure number may be read as a share, a score or an index, where the author says so.
  private static func isAdopted(_ inferred: Units.Unit, _ declared: Units.Unit) -> Bool {
    inferred == .ratio && [.share, .score, .points].contains(declared) || inferred == .share && declared == .ratio
  }
}
