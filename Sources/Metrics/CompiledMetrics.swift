public import Diagnostics

/// All metrics of a pack, compiled.
public struct CompiledMetrics: Sendable {
  /// By name; metrics with a mistake, or over such metrics, are left out.
  public var formulas: [String: CompiledFormula]
  /// Names of the compiled metrics, dependencies first.
  public var order: [String]
  /// What is wrong with the metrics that are left out.
  public var diagnostics: [Diagnostic]
}

/// Compiles all metrics in the order of their dependencies; unknown names, cycles and unit mistakes become diagnostics.
///
/// A name in a formula is a measure or an input if there is one, otherwise a metric. A metric over a metric that has a
/// mistake, or over a name that `isFailed` knows to have one, is left out without a finding of its own, and an unknown
/// name is reported where it first stands.
public func compileMetrics(
  _ metrics: [Metric], in environment: UnitEnvironment, isFailed: (String) -> Bool = { _ in false }
) -> CompiledMetrics {
  let failed = Set(metrics.flatMap(\.formula.names).filter(isFailed))
  var compiler = MetricCompiler(metrics, environment, failed)
  for metric in metrics { _ = compiler.visit(metric.name) }
  return compiler.result
}

/// A depth-first walk over the metrics, each after those it is built from.
private struct MetricCompiler {
  private enum State { case open, done, failed }

  private let metrics: [String: Metric]
  private let measured: Set<String>
  private var environment: UnitEnvironment
  private var states: [String: State] = [:]
  private var path: [String] = []
  /// Names that are not there and were reported.
  private var failed: Set<String>
  var result = CompiledMetrics(formulas: [:], order: [], diagnostics: [])

  init(_ metrics: [Metric], _ environment: UnitEnvironment, _ failed: Set<String>) {
    self.failed = failed
    self.metrics = Dictionary(metrics.map { ($0.name, $0) }) { first, _ in first }
    self.environment = environment
    measured = Set(environment.quantities.keys)
  }

  mutating func visit(_ name: String) -> Bool {
    if let state = states[name] { return state == .done }
    guard let metric = metrics[name] else { return false }
    states[name] = .open
    path.append(name)
    defer { path.removeLast() }
    states[name] = compile(metric) ? .done : .failed
    return states[name] == .done
  }

  private mutating func compile(_ metric: Metric) -> Bool {
    for used in metric.formula.names where !measured.contains(used) {
      guard metrics[used] != nil else {
        guard failed.insert(used).inserted else { return false }
        return fail(UnitMessages.unknown(used, among: measured.union(metrics.keys)).inside(Formula.name(used)), metric)
      }
      if states[used] == .open {
        let cycle = (path[(path.firstIndex(of: used) ?? 0)...] + [used]).joined(separator: " → ")
        return fail(
          ExpressionError("metric-cycle", "metrics are defined by one another: \(cycle)", remedy: "break the circle"),
          metric)
      }
      guard visit(used) else { return false }
    }
    do {
      let compiled = try metric.formula.compile(in: environment, declared: metric.declaredUnit)
      result.formulas[metric.name] = compiled
      result.order.append(metric.name)
      if !measured.contains(metric.name) {
        environment.quantities[metric.name] = NamedQuantity(
          unit: compiled.unit, role: compiled.role, additivity: compiled.additivity, isLift: compiled.isLift)
      }
      return true
    } catch {
      return fail(error, metric)
    }
  }

  private mutating func fail(_ error: ExpressionError, _ metric: Metric) -> Bool {
    var error = error.located(in: metric.location, formula: metric.formula)
    error.message = "metric '\(metric.name)': \(error.message)"
    result.diagnostics.append(error.diagnostic(in: metric.location))
    return false
  }
}
