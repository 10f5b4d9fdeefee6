/// Where the secret lies that turns restricted values into tokens (HMAC); it never stands in the pack itself.
public enum TokenKey: Sendable, Hashable {
  /// The name of an environment variable.
  case environment(String)
  /// A file, absolute or relative to the pack's folder.
  case file(String)
}
