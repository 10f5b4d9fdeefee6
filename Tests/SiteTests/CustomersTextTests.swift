import Statistics
import Testing

@testable import Site

@Suite struct CustomersTextTests {
  @Test func anEstimateSaysAbout() {
    var estimate = Estimate(value: 1, method: "counted")
    #expect(estimate.customersText == nil)
    estimate.clusters = 812
    #expect(estimate.customersText == "812 customers")
    (estimate.clusters, estimate.clustersEstimated) = (31_000, true)
    #expect(estimate.customersText == "about 31,000 customers")
  }
}
