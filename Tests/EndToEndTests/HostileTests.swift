import Foundation
import Testing

/// Texts from data and authors are text on the page, whatever they hold.
struct HostileTests {
  static let yaml = """
    title: "</title></style><script>alert(2)</script>"
    organisation: "<img src=x onerror=alert(3)>"
    as_of: 2026-10-05
    currency: USD
    calendar: {zone: UTC}
    period: 2026-Q3
    minimum_group: 1
    pages: [index.md]
    cover: {purpose: "<script>p</script>", sponsor: "\\" onload=\\"alert(1)"}
    events:
      - {date: 2026-08-01, label: "</text><script>alert(16)</script>"}
    datasets:
      orders:
        file: orders.csv
        key: order_id
        time: at
        columns: {order_id: text, at: date, amount: money, channel: text}
    segments:
      channel: {label: "<b onclick=alert(4)>Channel</b>", orders: channel}
    inputs:
      price: {value: 2, unit: "1", label: "<i onload=x>Price", source: "<script>alert(5)</script>"}
    measures:
      orders: {count: orders}
      revenue: {sum: amount, from: orders}
    metrics:
      order_value:
        value: revenue / orders
        better: up
        owner: "<script>o</script>"
        definition: "<iframe src=//x></iframe>"
        label: "<u onclick=1>Value"
    """

  static let orders = """
    order_id,at,amount,channel
    o1,2026-07-01,10.00,<script>alert(1)</script>
    o2,2026-08-01,25.50,\"""><img src=x onerror=alert(1)>"
    o3,2026-09-30,4.50,=cmd()
    o4,2026-09-30,4.50,</style></svg><b>x
    o5,2026-08-30,4.50,' onmouseover='alert(1)

    """

  static let page = """
    ---
    title: "</title><script>alert(6)</script>"
    ---
    # Message <script>alert(7)</script> {{ order_value }} with {{ price }}

    <script>alert(8)</script>

    <img src="x" onerror="alert(9)"> and `<script>code</script>` and &lt;script&gt;

    | a | <b onclick=x>b |
    |---|---|
    | {{ order_value }} | <script>y</script> |

    ```chart
    kind: bars
    metric: order_value
    by: channel
    title: "<script>alert(11)</script> {{ order_value }}"
    note: "<img src=x onerror=alert(12)>"
    ```

    ```chart
    kind: line
    metric: order_value
    from: 2026-07
    by: channel
    subtitle: "</svg><script>alert(13)</script>"
    ```

    ```table
    metrics: [order_value]
    by: channel
    ```

    ```quote
    text: "<script>alert(14)</script>"
    source: "<script>alert(15)</script>"
    ```

    ```definitions
    ```

    ```inputs
    ```

    ```quality
    ```

    """

  @Test func textStaysText() throws {
    let pack = try SmallPack(yaml: Self.yaml, orders: Self.orders, page: Self.page)
    let result = try pack.build()
    #expect(result.code == 0, "\(result.error)")
    let markup = try pack.markup()
    #expect(markup.problems.isEmpty, "\(markup.problems)")
    #expect(markup.activeContent.isEmpty, "\(markup.activeContent)")
    #expect(markup.all("img").isEmpty && markup.all("u").isEmpty && markup.all("iframe").isEmpty)
    let style = try #require(markup.all("style").first).text
    #expect(markup.all("style").count == 1)
    #expect(!style.contains("<") && style.contains("alert(2)"))
    // What was written is there to be read.
    let text = markup.text
    for shown in [
      "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "</style></svg><b>x", "' onmouseover='alert(1)",
      "<script>alert(5)</script>", "<iframe src=//x></iframe>", "<script>code</script>", "<script>p</script>",
    ] {
      #expect(text.contains(shown), "\(shown) is not on the page")
    }
  }

  @Test(arguments: [
    "[link](javascript:alert(1))", "[link](JaVaScRiPt:alert(1))", "[link](data:text/html,x)", "[link](vbscript:x)",
    "![picture](http://example.com/x.png)", "![picture](../../etc/passwd)", "![picture](//example.com/x.png)",
  ])
  func unsafeAddressesStopTheBuild(_ markdown: String) throws {
    let pack = try SmallPack(page: SmallPack.page + "\n" + markdown + "\n")
    let result = try pack.build()
    #expect(result.code == 1)
    #expect(result.error.contains("index.md:8") && result.error.contains("unsafe-"), "\(result.error)")
    #expect(!pack.work.exists("out"))
    let draft = try pack.build(["--draft"])
    #expect(draft.code == 1)
    #expect(try pack.markup().activeContent.isEmpty)
  }

  /// A terminal acts on control characters; a diagnostic shows none.
  @Test func controlCharactersDoNotReachTheTerminal() throws {
    let orders = SmallPack.orders.replacingOccurrences(of: "25.50", with: "\u{1B}]0;x\u{7}\u{1B}[31m")
    let result = try SmallPack(orders: orders).build()
    #expect(result.code == 1)
    #expect(!result.error.contains("\u{1B}") && !result.error.contains("\u{7}"))
  }
}
