import Foundation
import Testing

/// Editions, approval, addresses of blocks, files of tables, and what changed between two outputs.
struct SharingTests {
  private static let yaml =
    SmallPack.yaml.replacingOccurrences(of: "pages: [index.md]", with: "pages: [index.md, layoffs.md]")
    .replacingOccurrences(
      of: "segments:",
      with: """
          salaries:
            file: salaries.csv
            key: person
            time: at
            audience: internal
            noun: secretnoun
            columns: {person: text, at: date, pay: money}
        inputs:
          secret_input: {value: 7, unit: "1", label: SECRETINPUT, source: SECRETSOURCE}
          price: {value: 2, unit: "1", label: Price, source: Ledger}
        segments:
        """
    )
    .replacingOccurrences(
      of: "  total_revenue:",
      with: """
          secret_pay: {value: payroll / people, better: down, label: SECRETLABEL, definition: SECRETDEFINITION}
          secret_share: {value: payroll / revenue, better: down, label: SECRETSHARE}
          hidden_value: {value: order_value * secret_input, better: up, label: SECRETVALUE, owner: SECRETOWNER}
          priced: {value: order_value * price, better: up, target: 30, target_source: "Board, May 2026", plan: 28}
          total_revenue:
        """
    ).replacingOccurrences(
      of: "  revenue:",
      with: "  payroll: {sum: pay, from: salaries}\n  people: {count: salaries}\n  revenue:")

  private static let page = """
    ---
    title: Trial
    ---
    # The order value is {{ order_value }}

    Priced it is {{ priced }} against {{ priced.target }}.

    Table: What comes in by channel

    | Channel | Revenue |
    |---|---|
    | =all() | {{ total_revenue }} |

    ```table
    metrics: [order_value, total_revenue]
    by: channel
    ```

    ```table
    audience: internal
    title: SECRETTITLE
    metrics: [hidden_value, secret_pay, secret_share]
    ```

    ```note
    audience: internal
    title: SECRETNOTE
    text: People earn {{ secret_pay }}.
    ```

    ```note
    audience: external
    title: For readers outside
    text: A word of welcome.
    ```

    ```statements
    - {text: "SECRETSTATEMENT of {{ secret_pay }}", owner: A, audience: internal}
    - {text: "Value is {{ order_value }}", owner: B}
    ```

    ```definitions
    ```

    ```inputs
    ```

    ```hashes
    ```

    """

  private static let layoffs = """
    ---
    title: SECRETPAGE
    audience: internal
    ---
    # People earn {{ secret_pay }}

    """

  private func pack(_ yaml: String = yaml, page: String = page) throws -> SmallPack {
    let pack = try SmallPack(yaml: yaml, page: page)
    try pack.work.write("pack/layoffs.md", Self.layoffs)
    try pack.work.write("pack/salaries.csv", "person,at,pay\nSECRETPERSON,2026-07-01,4711.00\np2,2026-08-01,4713.00\n")
    return pack
  }

  @Test func anEditionWithoutAPageIsRefused() throws {
    let pack = try SmallPack(
      page: SmallPack.page.replacingOccurrences(of: "title: Trial\n", with: "title: Trial\naudience: internal\n"))
    let outside = try pack.build(["--audience", "external"])
    #expect(outside.code == 1 && outside.error.contains("no page of the pack is for this audience"), "\(outside.error)")
    #expect(try pack.build().code == 0)
  }

  @Test func whatIsInternalLeavesNoTrace() throws {
    let pack = try pack()
    let inside = try pack.build()
    #expect(inside.code == 0, "\(inside.error)")
    let whole = try pack.work.files("out")
    let traces = ["secret", "layoffs", "salaries", "payroll", "4711", "4,712", "4712"]
    // The edition for readers inside has them, so that looking for them means something.
    for trace in traces where trace != "4711" {
      #expect(whole.values.contains { String(decoding: $0, as: UTF8.self).lowercased().contains(trace) }, "\(trace)")
    }
    #expect(whole["layoffs.html"] != nil)
    let outside = try pack.build(["--audience", "external"])
    #expect(outside.code == 0, "\(outside.error)")
    let files = try pack.work.files("out")
    #expect(files["index.html"] != nil && files["layoffs.html"] == nil)
    for (path, bytes) in files {
      let text = (path + "\n" + String(decoding: bytes, as: UTF8.self)).lowercased()
      for trace in traces { #expect(!text.contains(trace), "\(trace) stands in \(path)") }
    }
    let page = try pack.work.text("out/index.html")
    #expect(page.contains("For readers outside") && page.contains("id=\"table-order-value-total-revenue-by-channel\""))
    #expect(try Tool.run(["verify", pack.work.path("out")]).code == 0)
  }

  @Test func aPageThatShowsWhatIsInternalStopsTheExternalEdition() throws {
    let pack = try pack(page: Self.page + "\nPeople earn {{ secret_pay }}.\n")
    #expect(try pack.build().code == 0)
    let result = try pack.build(["--audience", "external", "--output", pack.work.path("public")])
    #expect(result.code == 1 && result.error.contains("external-edition"), "\(result.error)")
    #expect(!pack.work.exists("public"))
    #expect(try pack.build(["--audience", "external", "--draft"]).code == 2)
  }

  @Test func anApprovalNamesWhatItApproved() throws {
    let review =
      "review: {status: approved, by: [Jane Doe, Max Muster], on: 2026-10-08HASH}\ncover: {confidentiality: Board only}\n"
    func built(_ hash: String, page: String = Self.page) throws -> (Tool.Result, SmallPack) {
      let pack = try self.pack(Self.yaml + review.replacingOccurrences(of: "HASH", with: hash), page: page)
      return (try pack.build(), pack)
    }
    let (first, pack) = try built("")
    #expect(first.code == 0 && first.error.contains("approval-without-hash"), "\(first.error)")
    let hash = try #require(first.output.firstMatch(of: /content ([0-9a-f]{64})/)?.1)
    let (second, approved) = try built(", hash: \(hash)")
    #expect(!second.error.contains("approval"), "\(second.error)")
    for page in ["index.html", "layoffs.html"] {
      let markup = Markup(try approved.work.text("out/" + page))
      #expect(markup.elements.first { $0["class"] == "mark" }?.text == "Board only · Approved")
      #expect(try approved.work.text("out/" + page).contains("@bottom-left{content:\"Board only · Approved"))
    }
    #expect(try approved.work.text("out/index.html").contains("Approved by Jane Doe and Max Muster, 8 October 2026<"))
    let (third, changed) = try built(", hash: \(hash)", page: Self.page + "\nOne sentence more.\n")
    #expect(third.code == 0 && third.error.contains("changed-since-approval"), "\(third.error)")
    #expect(try changed.work.text("out/index.html").contains("8 October 2026; changed since then"))
    #expect(pack.work.exists("out/index.html"))
    let nobody = try self.pack(Self.yaml + "review: {status: approved}\n").build()
    #expect(nobody.code == 1 && nobody.error.contains("approval-incomplete"))
  }

  @Test func aTableIsAFileThatASpreadsheetMayOpen() throws {
    let pack = try pack()
    #expect(try pack.build().code == 0)
    let names = try pack.work.files("out").keys.filter { $0.hasPrefix("data/") }.sorted()
    let links = try pack.markup().elements.compactMap { $0["href"] }.filter { $0.hasSuffix(".csv") }
    #expect(Set(links) == Set(names) && names.count >= 4, "\(names)")
    // Figures as computed: 35.50 of two orders over the web, 4.50 of one in the app.
    let byChannel = try pack.work.text("out/data/index-table-order-value-total-revenue-by-channel.csv")
    #expect(byChannel.contains("Web,17.75,"), "\(byChannel)")
    #expect(byChannel.contains(",35.5") && byChannel.hasSuffix("\r\n"))
    let prose = try pack.work.text("out/data/" + (names.first { $0.contains("text-") } ?? "").dropFirst(5))
    #expect(prose.contains("\r\n'=all(),40"), "\(prose)")
    let caption = try #require(try pack.markup().all("caption").first { $0.text.contains("What comes in") })
    #expect(caption["class"] == nil)
  }

  @Test func aTargetOpensToWhereItComesFrom() throws {
    let pack = try pack()
    #expect(try pack.build().code == 0)
    let page = try pack.work.text("out/index.html")
    let target = try #require(page.firstMatch(of: /popovertarget="(n[0-9]+)" data-f="[0-9]+">\$30\.00</)?.1)
    let popover = try #require(page.components(separatedBy: "<div popover id=\"\(target)\"").last)
    #expect(popover.prefix(600).contains("Board, May 2026"), "\(popover.prefix(600))")
    #expect(page.contains("#sql-orders\">orders</a>") && page.contains("id=\"sql-orders\""))
  }

  @Test func whatChangedIsNamed() throws {
    let pack = try pack()
    #expect(try pack.build(["--output", pack.work.path("old")]).code == 0)
    let same = try Tool.run(["diff", pack.work.path("old"), pack.work.path("old")])
    #expect(same.code == 0 && same.output.hasPrefix("nothing changed"), "\(same.output)")
    try pack.work.write("pack/orders.csv", SmallPack.orders.replacingOccurrences(of: "25.50", with: "26.50"))
    try pack.work.write(
      "pack/index.md",
      Self.page.replacingOccurrences(of: "Priced it is", with: "With its price it is") + "\nOne sentence more.\n")
    #expect(try pack.build(["--output", pack.work.path("new")]).code == 0)
    let result = try Tool.run(["diff", pack.work.path("old"), pack.work.path("new")])
    #expect(result.code == 1)
    // Of three orders: 40.00 before, 41.00 after.
    #expect(result.output.contains("(total_revenue), 2026-Q3: $40.00"), "\(result.output)")
    #expect(result.output.contains("-> $41.00"))
    #expect(result.output.contains("- Priced it is … against …."), "\(result.output)")
    #expect(result.output.contains("+ With its price it is … against …."))
    #expect(result.output.contains("+ One sentence more."))
  }
}
