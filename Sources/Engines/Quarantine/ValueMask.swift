import Diagnostics
public import Metrics

/// What may be shown of a value that breaks a rule, by the classification of its column.
public struct ValueMask: Sendable {
  /// What stands for a restricted value where there is no secret to make a token with.
  public static let restricted = "(restricted)"

  private let classification: Classification?
  private let secret: TokenSecret?

  /// Without a secret restricted values are left out: that is the mask for messages, which hold no tokens either.
  public init(_ classification: Classification?, secret: TokenSecret? = nil) {
    self.classification = classification
    self.secret = secret
  }

  /// At most 20 characters of a public or internal value; the shape of a confidential one, `xxx-999`; the token of a
  /// restricted one.
  public func text(_ value: some Collection<UInt8>) -> String {
    switch classification {
    case nil, .public, .internal: return excerpt(value)
    case .confidential: return Self.shape(excerpt(value))
    case .restricted: return secret?.token(of: value) ?? Self.restricted
    }
  }

  /// Letters become `x`, digits `9`, the rest stays.
  static func shape(_ text: String) -> String {
    var out = ""
    for scalar in text.unicodeScalars {
      if scalar.properties.numericType != nil {
        out += "9"
      } else if scalar.properties.isAlphabetic {
        out += "x"
      } else {
        out.unicodeScalars.append(scalar)
      }
    }
    return out
  }
}
