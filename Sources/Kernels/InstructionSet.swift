import CKernels

/// The machine instructions a kernel is compiled for; results are the same with all of them.
public enum InstructionSet: String, CaseIterable, Sendable, CustomStringConvertible {
  /// Plain 64-bit code, on every machine.
  case portable
  /// 256-bit registers of x86-64.
  case avx2
  /// 512-bit registers of x86-64.
  case avx512

  /// The sets this machine has, the slowest first.
  public static var supported: [InstructionSet] { allCases.filter(\.isSupported) }

  /// The fastest set of this machine.
  public static let best: InstructionSet = supported.last ?? .portable

  /// Whether this machine has the set.
  public var isSupported: Bool { bp_supports(level) }

  /// The name used in benchmarks.
  public var description: String {
    switch self {
    case .portable: "portable"
    case .avx2: "AVX2"
    case .avx512: "AVX-512"
    }
  }

  var level: bp_level {
    switch self {
    case .portable: BP_PORTABLE
    case .avx2: BP_AVX2
    case .avx512: BP_AVX512
    }
  }
}
