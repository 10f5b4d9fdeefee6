import Pack
public import Statistics
import Units

/// What a survival curve says of one time after the start.
public struct CurvePoint: Sendable, Hashable {
  /// What is read off the curve; ends count from 0, the measure's own, and go on with those that compete.
  public enum Quantity: Sendable, Hashable {
    /// The share that no end has come to.
    case open
    /// The share that an end has come to.
    case ended(Int)
    /// The number that nothing has come to and that are still watched.
    case atRisk
    /// The number that an end has come to.
    case closed(Int)
    /// The number that are watched no longer and that no end has come to.
    case censored
  }

  /// What is read off.
  public var quantity: Quantity
  /// In units of the measure's resolution.
  public var time: Int64

  /// A quantity at a time.
  public init(_ quantity: Quantity, at time: Int64) {
    self.quantity = quantity
    self.time = time
  }

  /// As a machine reads it: `open at 30`, `ended 0 at 30`.
  public var name: String {
    let quantity =
      switch quantity {
      case .open: "open"
      case .ended(let end): "ended \(end)"
      case .atRisk: "at risk"
      case .closed(let end): "closed \(end)"
      case .censored: "censored"
      }
    return "\(quantity) at \(time)"
  }

  fileprivate var isShare: Bool {
    switch quantity {
    case .open, .ended: true
    case .atRisk, .closed, .censored: false
    }
  }
}

extension FactBook {
  /// A point of a measure's curve as a fact; `estimate` is what the curve says there.
  public func fact(_ measure: String, _ point: CurvePoint, _ estimate: Estimate, in slice: Slice) -> Fact {
    Fact(
      metric: measure, label: label(measure), subject: .curve(point), period: slice.period, segment: slice.segment,
      arm: slice.arm, estimate: estimate, unit: point.isShare ? .share : .ratio, grade: nil,
      why: estimate.value == nil ? estimate.notes.first : nil)
  }
}
