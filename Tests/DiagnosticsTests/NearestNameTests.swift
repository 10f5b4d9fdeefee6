import Diagnostics
import Testing

@Suite struct NearestNameTests {
  @Test func findsASlipOfThePen() {
    #expect(nearestName(to: "contianment", among: ["containment", "conversion", "cost"]) == "containment")
    #expect(nearestName(to: "datsets", among: ["datasets", "segments"]) == "datasets")
  }

  @Test func givesNoneWhenNothingIsClose() {
    #expect(nearestName(to: "velocity", among: ["nps", "csat"]) == nil)
  }
}
