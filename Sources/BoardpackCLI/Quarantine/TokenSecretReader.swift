import Diagnostics
import Engines
import Foundation
import Pack

/// Reads the secret for tokens from where a pack says it lies. It goes to the engine and nowhere else.
struct TokenSecretReader {
  var environment: [String: String] = ProcessInfo.processInfo.environment

  /// nil where the pack names none or it cannot be used, with the finding that says why.
  func secret(of pack: Pack) -> (secret: TokenSecret?, finding: Diagnostic?) {
    switch pack.tokenKey {
    case nil: return (nil, nil)
    case .environment(let name):
      guard let value = environment[name], !value.isEmpty else {
        return (
          nil, missing("The environment variable \(name) is not set", remedy: "export \(name)=\"$(\(Self.maker))\"")
        )
      }
      return secret(Array(value.utf8), place: "The environment variable \(name)")
    case .file(let name):
      let path = name.hasPrefix("/") ? name : pack.folder + "/" + name
      guard let data = FileManager.default.contents(atPath: path) else {
        return (nil, missing("The file \(name) cannot be read", remedy: "\(Self.maker) > \(name)"))
      }
      return secret([UInt8](data), place: "The file \(name)")
    }
  }

  private static let maker = "openssl rand -hex 32"

  /// Space around the secret is the editor's, not part of it.
  private func secret(_ bytes: [UInt8], place: String) -> (secret: TokenSecret?, finding: Diagnostic?) {
    let isSpace = { (byte: UInt8) in byte == 32 || (9...13).contains(byte) }
    let trimmed = Array(bytes.drop(while: isSpace).reversed().drop(while: isSpace).reversed())
    if let secret = TokenSecret(trimmed) { return (secret, nil) }
    return (
      nil,
      Diagnostic(
        .error, "token-key-too-short",
        "\(place) holds \(trimmed.count) \(trimmed.count == 1 ? "byte" : "bytes"), too few for a secret",
        at: .init(file: "pack.yaml"),
        explanation: "Tokens made with a secret of fewer than \(TokenSecret.minimumBytes) bytes can be turned back",
        remedy: "Make a secret with `\(Self.maker)` and keep it out of the pack")
    )
  }

  private func missing(_ summary: String, remedy: String) -> Diagnostic {
    Diagnostic(
      .warning, "no-token-key", summary, at: .init(file: "pack.yaml"),
      explanation: "`token_key` names it; without it restricted values are left out of the quarantine file",
      remedy: "If there is no secret yet, make one: `\(remedy)`")
  }
}
