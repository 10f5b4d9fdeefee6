@testable import Statistics
import Testing

@Suite struct JackknifeTests {
  /// The jackknife of a mean of equal buckets is its ordinary standard error (Efron and Tibshirani 1993, 11.5).
  @Test func ofAMeanIsItsStandardError() throws {
    let values: [Double] = [3, 7, 8, 12, 20]
    let total = values.reduce(0, +)
    let estimate = bucketJackknife(
      value: total / 5, leaveOneOut: values.map { (total - $0) / 4 }, clusters: 500, events: 500)
    let mean = meanInterval(Moments(n: 5, sum: total, sumOfSquares: values.reduce(0) { $0 + $1 * $1 }))
    #expect(abs(try #require(estimate.standardError) - #require(mean.standardError)) < 1e-12)
    #expect(abs(try #require(estimate.low) - #require(mean.low)) < 1e-9)
    #expect(estimate.degreesOfFreedom == 4)
  }

  @Test func saysWhyThereIsNoInterval() {
    let leaves: [Double] = [1, 2, 3]
    func note(_ estimate: Estimate) -> String { estimate.low == nil ? estimate.notes.joined() : "an interval" }
    #expect(note(bucketJackknife(value: 2, leaveOneOut: leaves, clusters: 99)) == "too few to tell: 99 clusters")
    #expect(
      note(bucketJackknife(value: 2, leaveOneOut: leaves, clusters: 100, events: 5)) == "too few to tell: 5 events")
    #expect(note(bucketJackknife(value: 2, leaveOneOut: leaves, clusters: 100, events: 100)) == "an interval")
    #expect(note(bucketJackknife(value: 2, leaveOneOut: [1, .nan])).contains("without one of its buckets"))
    #expect(note(bucketJackknife(value: 2, leaveOneOut: [1])).contains("two buckets"))
    #expect(note(bucketJackknife(value: 0, leaveOneOut: [0, 0, 0])).contains("does not vary"))
    #expect(note(bucketJackknife(value: nil, leaveOneOut: leaves)) == "not defined")
  }
}
