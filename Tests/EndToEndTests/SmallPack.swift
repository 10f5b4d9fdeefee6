import Foundation

/// A pack of one small file, sound as it is, for tests to spoil.
struct SmallPack {
  static let yaml = """
    title: Trial
    as_of: 2026-10-05
    currency: USD
    calendar: {zone: UTC}
    period: 2026-Q3
    minimum_group: 1
    pages: [index.md]
    datasets:
      orders:
        file: orders.csv
        key: order_id
        time: at
        max_bad_rows: 0
        columns: {order_id: text, at: date, amount: money, channel: text}
    segments:
      channel: {orders: channel}
    measures:
      orders: {count: orders}
      revenue: {sum: amount, from: orders}
    metrics:
      order_value: {value: revenue / orders, better: up}
      total_revenue: {value: revenue, better: up}

    """
  static let orders = """
    order_id,at,amount,channel
    o1,2026-07-01,10.00,web
    o2,2026-08-01,25.50,web
    o3,2026-09-30,4.50,app
    o4,2026-05-01,90.00,app

    """
  static let page = """
    ---
    title: Trial
    ---
    # The order value is {{ order_value }}

    Revenue was {{ total_revenue }}.

    """

  let work: WorkFolder

  init(yaml: String = yaml, orders: String = orders, page: String = page) throws {
    work = try WorkFolder()
    try work.write("pack/pack.yaml", yaml)
    try work.write("pack/orders.csv", orders)
    try work.write("pack/index.md", page)
  }

  func build(_ options: [String] = [], threads: Int = 1) throws -> Tool.Result {
    try Tool.run(["build", work.path("pack"), "--output", work.path("out"), "--threads", "\(threads)"] + options)
  }

  /// The one page as written.
  func markup() throws -> Markup { Markup(try work.text("out/index.html")) }
}
