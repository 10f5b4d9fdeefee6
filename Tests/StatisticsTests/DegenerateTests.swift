@testable import Statistics
import Testing

/// Where a naive build prints certainty: nothing here may have a zero-width interval or a made-up figure.
