import Formats

/// The icons of a control chart, always with their word.
func controlIcons(_ reading: ControlReading) -> HTML {
  var html: HTML = "<p class=\"icons\">"
  switch reading.variation {
  case .improvement: html += icon(phrase("Variation: improvement"), signal(disc), tone: "s-on")
  case .concern: html += icon(phrase("Variation: concern"), signal(diamond), tone: "s-off")
  case .commonCause: html += icon(phrase("Variation: common cause"), waves, tone: "s-near")
  }
  switch reading.assurance {
  case .pass?: html += icon(phrase("Assurance: meets the target"), target(above: true), tone: "s-on")
  case .fail?: html += icon(phrase("Assurance: misses the target"), target(above: false), tone: "s-off")
  case .hitOrMiss?: html += icon(phrase("Assurance: hit or miss"), across, tone: "s-near")
  case nil: break
  }
  return html + "</p>"
}

private func icon(_ word: String, _ drawing: HTML, tone: String) -> HTML {
  """
  <span><svg class="ic \(tone)" viewBox="0 0 28 28" aria-hidden="true"><circle cx="14" cy="14" r="13" fill="none" \
  stroke="currentColor"/>\(drawing)</svg>\(word)</span>
  """
}

/// A run that leaves its limits; what marks it tells good from bad without colour, as the marks of a status do.
private func signal(_ mark: HTML) -> HTML {
  """
  <path d="M3 11.5h22M3 20.5h22" fill="none" stroke="currentColor" stroke-dasharray="2 1.5"/><path \
  d="M5 17l3.5-2 3.5 3 3.5-3 3-6.5" fill="none" stroke="currentColor" stroke-width="1.5"/>\(mark)
  """
}

private let disc: HTML = "<circle cx=\"18.5\" cy=\"8.5\" r=\"3.2\" fill=\"currentColor\"/>"

private let diamond: HTML = "<path d=\"M18.5 4.4l4.1 4.1-4.1 4.1-4.1-4.1z\" fill=\"currentColor\"/>"

private let waves: HTML = """
  <path d="M5 16l4-5 4 6 4-6 6 5" fill="none" stroke="currentColor" stroke-width="1.5"/>
  """

private let across: HTML = """
  <path d="M4 14h20" fill="none" stroke="currentColor" stroke-dasharray="2 1.5"/><path d="M6 18l4-8 4 8 4-8 4 8" fill="none" \
  stroke="currentColor" stroke-width="1.5"/>
  """

private func target(above: Bool) -> HTML {
  let line = above ? "18" : "9"
  let run = above ? "M6 12l4-3 4 3 4-3 4 3" : "M6 19l4-3 4 3 4-3 4 3"
  return """
    <path d="M4 \(line)h20" fill="none" stroke="currentColor" stroke-dasharray="2 1.5"/><path d="\(run)" fill="none" \
    stroke="currentColor" stroke-width="1.5"/>
    """
}
