/// Reads rows of a feed on one thread.
public final class RowReader {
  private let feed: RowFeed

  init(feed: RowFeed) { self.feed = feed }

  /// Fills a block with the next rows that no other reader has; false when there are none, or after a fatal finding.
  public func next(_ block: RowBlock) -> Bool { false }
}
