import Rows
import Tables

/// A roll-up ready to be scanned, and the feed whose lines its places are of.
struct RollupSource: Sendable {
  var table: RollupTable
  var feed: RowFeed
  var files: [RowFile]
}
