import Kernels

/// The secret that turns restricted values into tokens. It can be neither printed nor stored.
public struct TokenSecret: Sendable {
  /// Shorter ones could be found by trying.
  public static let minimumBytes = 16

  private let code: HMACSHA256

  /// nil for fewer than `minimumBytes` bytes.
  public init?(_ bytes: [UInt8]) {
    guard bytes.count >= Self.minimumBytes else { return nil }
    code = HMACSHA256(key: bytes)
  }

  /// The same token for the same value: `tok_` and the first 16 hexadecimal digits of HMAC-SHA-256.
  public func token(of value: some Sequence<UInt8>) -> String {
    "tok_" + code.code(value).prefix(8).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}

extension TokenSecret: CustomStringConvertible, CustomReflectable {
  /// Says nothing of the secret.
  public var description: String { "(secret)" }
  /// Shows nothing of the secret.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
