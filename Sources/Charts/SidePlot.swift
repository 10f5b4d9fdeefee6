/// Where a plot whose marks run sideways lies between the texts at both sides of them.
struct SidePlot {
  /// A text beside a mark: where the mark ends, 0 at the left of the axis and 1 at its right, and what the text takes.
  struct Beside {
    var share: Double
    var needed: Double
    var isLeft: Bool
  }

  var left: Double
  var right: Double

  var width: Double { right - left }

  /// The widest plot in which every text finds room: one beside a short mark may lie where longer marks reach.
  ///
  /// nil where not even 20 px are left for the marks.
  init?(from: Double, to: Double, _ texts: [Beside]) {
    var width = to - from
    while width >= 20 {
      var (least, most) = (from, to - width)
      for text in texts {
        if text.isLeft {
          least = max(least, from + text.needed - text.share * width)
        } else {
          most = min(most, to - text.needed - text.share * width)
        }
      }
      if least <= most {
        (left, right) = (least, least + width)
        return
      }
      width -= 1
    }
    return nil
  }

  /// The first of several arrangements that leaves enough for the marks, else the one that leaves most.
  static func first<Arrangement>(
    of arrangements: [Arrangement], enough: Double, plot: (Arrangement) -> SidePlot?
  ) -> (Arrangement, SidePlot)? {
    var best: (Arrangement, SidePlot)?
    for arrangement in arrangements {
      guard let plot = plot(arrangement) else { continue }
      if plot.width >= enough { return (arrangement, plot) }
      if plot.width > best?.1.width ?? 0 { best = (arrangement, plot) }
    }
    return best
  }
}
