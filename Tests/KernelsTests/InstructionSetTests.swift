import Kernels
import Testing

@Suite struct InstructionSetTests {
  @Test func portableCodeIsAlwaysThereAndTheBestIsTheLast() {
    #expect(InstructionSet.supported.first == .portable)
    #expect(InstructionSet.supported.last == .best)
  }
}
