import Metrics
import Pack
import Statistics

extension FactBook {
  /// Why a metric by the values of a segment must not be shown; nil where it may.
  ///
  /// A breakdown with a group of 1 up to fewer than the pack's minimum of customers is withheld whole, for one group
  /// left out could be had by subtraction; rows without a value of the segment are a group too. Of a comparison each
  /// side is a group. Datasets without a cluster hold no customers.
  public func withholding(_ name: String, by segment: String, in slice: Slice) -> String? {
    let key = Breakdown.Key(metric: name, segment: segment, period: slice.period, arm: slice.arm)
    if let known = withheld[key] { return known }
    let why = hasSmallGroup(name, segment, slice) ? smallGroupText(segment) : nil
    withheld[key] = why
    return why
  }

  private func smallGroupText(_ segment: String) -> String {
    "withheld: a group has fewer than \(pack.minimumGroup) customers (\(segment))"
  }

  private func hasSmallGroup(_ name: String, _ segment: String, _ slice: Slice) -> Bool {
    guard pack.minimumGroup > 1, index.inputs[name] == nil else { return false }
    let groups = Slice(slice.period, segment: SegmentValue(segment, ""), arm: slice.arm)
    let leaves = walk.leaves(of: .name(name), in: groups).filter { $0.need == .clusters }
    return ([""] + values(of: segment)).contains { value in
      leaves.contains { leaf in
        let group = Slice(leaf.slice.period, segment: SegmentValue(segment, value), arm: leaf.slice.arm)
        guard let customers = reader.clusters(measure: leaf.measure, slice: group)?.count else {
          return false
        }
        return customers > 0 && customers < pack.minimumGroup
      }
    }
  }

  /// The fact of one group of a breakdown that is withheld: without any figure.
  func withheldFact(_ name: String, _ subject: Fact.Subject, _ slice: Slice) -> Fact? {
    let slices = [slice] + [subject.against].compactMap { $0.map { slice.with(period: $0) } }
    let why: String?
    if isWholeOutput(slice) {
      why = slices.contains { isSmallGroup(name, $0) } ? "withheld: fewer than \(pack.minimumGroup) customers" : nil
    } else if let segment = slice.segment?.segment {
      why = slices.lazy.compactMap({ self.withholding(name, by: segment, in: $0) }).first
    } else {
      why = nil
    }
    guard let why else { return nil }
    let unit = index.unit(of: name)
    return Fact(
      metric: name, label: index.metrics[name]?.label ?? name, subject: subject, period: slice.period,
      segment: slice.segment, arm: slice.arm,
      estimate: Estimate(value: nil, method: pack.division == nil ? "withheld" : Self.withheldInOutput),
      unit: subject == .level ? unit : unit.differenceUnit, grade: nil, why: why)
  }
}

extension FactBook {
  /// How a fact of one output among many says that it is withheld: which output has a small group is the data's to say,
  /// so pages show the word where elsewhere a reference would be an error.
  static let withheldInOutput = "withheld: too few customers"

  /// Whether a slice stands for one output of a divided pack as a whole: a group of its own, whose size alone decides.
  /// No total over all outputs is published, so one left out cannot be had by subtraction.
  private func isWholeOutput(_ slice: Slice) -> Bool {
    guard let division = pack.division else { return false }
    return division.value == nil ? slice.segment?.segment == division.segment : slice.segment == nil
  }

  private func isSmallGroup(_ name: String, _ slice: Slice) -> Bool {
    guard pack.minimumGroup > 1, index.inputs[name] == nil else { return false }
    return walk.leaves(of: .name(name), in: slice).contains { leaf in
      guard leaf.need == .clusters, let found = reader.clusters(measure: leaf.measure, slice: leaf.slice)?.count else {
        return false
      }
      return found > 0 && found < pack.minimumGroup
    }
  }
}

extension Fact {
  /// Whether the figure is left out of one output among many because too few customers stand behind it.
  public var isWithheld: Bool { estimate.value == nil && estimate.method == FactBook.withheldInOutput }
}
