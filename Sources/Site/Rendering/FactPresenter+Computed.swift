import Facts
import Formats
import Pack

/// Figures that are computed from several facts, and what they open to.
extension FactPresenter {
  /// Facts that a computed figure names, where it is computed from more: as many as have a letter each.
  private static let namedFacts = 6

  mutating func computed(_ figure: ShownFigure, from facts: [Fact], beside row: RowFacts) -> HTML {
    let isShare = isShare(figure)
    let common = isShare ? nil : view(beside: row, figure, facts)
    var key = [isShare ? "share" : common == nil ? "computed" : "beside"]
    if let common {
      key += common.own.map { $0.text.markup }
    } else if isShare {
      key += facts.map { FigureTerm($0).text(numbers.number) }.sorted()
    } else {
      key += figure.terms.map { $0.text(numbers.number) } + [figure.text]
    }
    let name = key.joined(separator: "\u{1}")
    var view =
      popovers[name] ?? popovers.add(name, common ?? (isShare ? share(of: facts) : view(of: figure, from: facts)))
    view.shown = figure.text
    view.figure = figures.id(figure)
    view.isQuiet = true
    return view.button
  }

  private mutating func view(of figure: ShownFigure, from facts: [Fact]) -> NumberView {
    let formula =
      facts.count > Self.namedFacts
      ? nil
      : figure.terms.map { term in
        term.formula { fact in facts.firstIndex { FactIdentity($0) == FactIdentity(fact) }.map(Self.letter) ?? "?" }
      }.first { !$0.isEmpty }
    let basis = basis(of: facts, isLettered: formula != nil)
    return NumberView(
      id: "", shown: figure.text, figure: figures.id(figure),
      label: facts.count == 2 ? phrase("Computed from two figures") : phrase("Computed from several figures"),
      own: (formula.map { [(phrase("Formula"), .text($0))] } ?? []) + basis)
  }

  /// Where all that a figure is computed from stands beside it: the same for each row; nil where it does not.
  private func view(beside row: RowFacts, _ figure: ShownFigure, _ facts: [Fact]) -> NumberView? {
    guard facts.allSatisfy({ row.valued.contains(FactIdentity($0)) }), Set(facts.map(\.metric)).count == facts.count,
      let formula = figure.terms.lazy.map({ $0.formula { $0.label } }).first(where: { !$0.isEmpty })
    else { return nil }
    return NumberView(
      id: "", shown: "", label: phrase("Computed from figures beside it"),
      own: [(phrase("Formula"), .text(formula))] + carried(by: facts))
  }

  /// All shares of one total open to the same.
  private mutating func share(of facts: [Fact]) -> NumberView {
    let ordered = facts.sorted { FactIdentity($0) < FactIdentity($1) }
    let sum = ordered.indices.map(Self.letter).joined(separator: " + ")
    return NumberView(
      id: "", shown: "", label: phrase("Share of a total"),
      own: [(phrase("Formula"), .text(phrase("each / (\(sum))")))] + basis(of: ordered, isLettered: true))
  }

  /// Whether a figure is one fact over the sum of several of which it is one.
  private func isShare(_ figure: ShownFigure) -> Bool {
    guard figure.terms.count == 1, figure.values.count == 1 else { return false }
    var facts: [FactIdentity] = []
    var operators = ""
    for piece in figure.terms[0].pieces {
      switch piece {
      case .text(let text): operators += text.filter { $0 != " " && $0 != "(" && $0 != ")" }
      case .fact(let fact, let part):
        guard part == .value else { return false }
        facts.append(FactIdentity(fact))
      }
    }
    guard let first = facts.first, facts.count > 2, facts.count - 1 <= Self.namedFacts else { return false }
    return operators == "/" + String(repeating: "+", count: facts.count - 2) && facts.dropFirst().contains(first)
      && Set(facts).count == facts.count - 1
  }

  /// What figures are computed from, and how far it carries.
  private mutating func basis(of facts: [Fact], isLettered: Bool) -> [NumberView.Detail] {
    let named = facts.prefix(Self.namedFacts).enumerated().map { index, fact -> HTML in
      let shown = tied(ShownFigure(fact, fact.format(digits: digits(fact.metric))))
      let name: HTML = isLettered ? "\(Self.letter(index)): \(label(of: fact))" : .text(label(of: fact))
      return "\(name): \(shown ?? .text(fact.answerWithoutValue ?? phrase("n/a")))"
    }
    let rest: HTML = facts.count > named.count ? .phrase("; and others of the same series") : .empty
    return [(phrase("Computed from"), named.joined("; ") + rest)] + carried(by: facts)
  }

  /// What facts rest on, and how far they carry.
  private func carried(by facts: [Fact]) -> [NumberView.Detail] {
    var details: [NumberView.Detail] = []
    var datasets: [String] = []
    for source in facts.flatMap({ sourceList($0.metric) }) where !datasets.contains(source) {
      datasets.append(source)
    }
    if !datasets.isEmpty { details.append((phrase("Source"), .text(datasets.joined(separator: "; ")))) }
    let grades = Set(facts.compactMap(\.grade)).sorted { $0.strength < $1.strength }
    if let weakest = grades.first { details.append((phrase("Evidence"), .text(weakest.label))) }
    return details
  }

  private static func letter(_ index: Int) -> String {
    Unicode.Scalar(UInt32(UInt8(ascii: "a")) + UInt32(index)).map { String(Character($0)) } ?? "?"
  }
}

extension FigureTerm {
  /// The formula with a name for each fact; empty where it is no arithmetic.
  fileprivate func formula(_ name: (Fact) -> String) -> String {
    var isArithmetic = false
    let text = pieces.map { piece in
      switch piece {
      case .text(let text):
        isArithmetic = isArithmetic || text.contains { "+-*/".contains($0) }
        return text
      case .fact(let fact, let part):
        return part == .value ? name(fact) : "\(name(fact))[\(phrase(known: String(part.rawValue.dropFirst())))]"
      }
    }.joined()
    // Brackets round one name say nothing.
    return isArithmetic && !text.contains(":") ? text.replacing(/\(([^()+*\/-]*)\)/) { $0.1 } : ""
  }
}
