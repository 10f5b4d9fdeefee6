/// A figure as a card: its name and message, the value, what is known of it, and its course.
struct CardView {
  var label: String
  var message: HTML?
  var value: HTML
  var status: HTML?
  /// Pairs of a term and its figure: interval, change, target.
  var details: [(term: String, figure: HTML)]
  var course: HTML
  var owner: String?

  var html: HTML {
    let list = details.map { "<div><dt>\($0.term)</dt><dd>\($0.figure)</dd></div>" as HTML }.joined()
    return """
      <div class="kc"><p class="kl">\(label)</p><p class="km">\(message)</p>\
      <p class="kv">\(value)\(status)</p>\(course)<dl>\(list)</dl><p class="ko">\(owner ?? "")</p></div>
      """
  }
}
