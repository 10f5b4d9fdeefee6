import Testing

@testable import Facts

/// Arithmetic of figures with their leave-one-out values, by hand.
@Suite struct BucketVectorTests {
  private let sums = BucketVector(full: 6, leaveOneOut: [1, 2, 3])
  private let counts = BucketVector(full: 3, leaveOneOut: [2, 0, 1])

  @Test func partsAreCombinedOneByOne() {
    #expect((sums + counts).leaveOneOut == [3, 2, 4])
    #expect((sums - counts).leaveOneOut == [-1, 2, 2])
    #expect((sums * counts).full == 18)
    #expect(BucketVector.least(sums, counts).leaveOneOut == [1, 0, 1])
    #expect(BucketVector.greatest(sums, counts).leaveOneOut == [2, 2, 3])
    #expect(sums.map { -$0 }.leaveOneOut == [-1, -2, -3])
  }

  @Test func aKnownFigureMeetsEachPart() {
    #expect((sums * .constant(2)).leaveOneOut == [2, 4, 6])
    #expect((BucketVector.constant(12) / sums).leaveOneOut == [12, 6, 4])
    #expect((BucketVector.constant(1) + .constant(2)).leaveOneOut == nil)
  }

  @Test func overZeroNothingIsDefined() throws {
    let parts = try #require((sums / counts).leaveOneOut)
    #expect(parts[0] == 0.5)
    #expect(parts[1].isNaN)
    #expect((sums / .constant(0)).full == nil)
    // What is not defined stays so, whatever it meets.
    let least = try #require(BucketVector.least(counts, sums / counts).leaveOneOut)
    #expect(least[1].isNaN)
    #expect((sums + .constant(nil)).full == nil)
    #expect((sums + .constant(nil)).leaveOneOut?.allSatisfy(\.isNaN) == true)
  }

  @Test func aSetOfBucketsIsListedInOrder() {
    var set = BucketSet()
    for bucket in [255, 0, 63, 64, 200, 64] { set.insert(bucket) }
    var other = BucketSet()
    other.insert(7)
    set.formUnion(other)
    #expect(set.members == [0, 7, 63, 64, 200, 255])
  }
}
