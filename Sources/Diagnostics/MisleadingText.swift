extension Unicode.Scalar {
  /// Whether a page shows this as a replacement character: control characters, which have a meaning nowhere, and those
  /// that turn the direction of what follows, by which a name from the data could show `12` for `21` beside it.
  ///
  /// Line ends and tabs are kept.
  public var misleads: Bool {
    switch value {
    case 0x09, 0x0A: false
    case 0..<0x20, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
