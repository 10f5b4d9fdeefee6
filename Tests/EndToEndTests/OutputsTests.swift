import Foundation
import Testing

/// Packs with `for:`, built by the tool.
@Suite struct OutputsTests {
  static let yaml = """
    title: "Service, {{ for.region }}"
    as_of: 2026-10-05
    currency: USD
    period: 2026-Q3
    compare: {prior: -1 quarter}
    minimum_group: 3
    for: {region: all, headline: [volume, solved_share]}
    pages: [index.md]
    datasets:
      calls:
        file: calls.csv
        key: call
        time: at
        cluster: customer
        columns: {call: text, customer: text, region: text, channel: text, at: date, solved: boolean, minutes: integer}
    segments:
      region: {calls: region}
      channel: {calls: channel}
    measures:
      calls: {count: calls}
      solved: {count: calls, where: solved}
      minutes: {sum: minutes, from: calls}
      spread: {quantile: minutes, from: calls, resolution: 1}
    metrics:
      volume: {value: calls, better: up}
      solved_share: {value: solved / calls, better: up}
      length: {value: "mean(minutes, calls)", better: down}
      typical: {value: median(spread), better: down}

    """
  static let page = """
    ---
    title: "Summary of {{ for.region }}"
    ---
    # {{ for.region }} had {{ volume }} calls

    Solved: {{ solved_share }}, {{ volume.change(prior) | signed }} calls on the quarter before. A call took {{ length }},
    half of them at most {{ typical }}.

    ```table
    title: "Figures"
    metrics: [volume, solved_share, length, typical]
    columns: [value, interval, n, prior]
    ```

    ```chart
    kind: bars
    title: "By channel"
    metric: solved_share
    by: channel
    ```

    """

  /// 40 calls a region over two quarters; `Nowhere` has rows in the first alone, `Few` two customers.
  static let rows: [String] = {
    var rows: [String] = []
    for (number, region) in ["North", "South", "Süd/West", "süd west"].enumerated() {
      for call in 0..<40 {
        let channel = call % 3 == 0 ? "voice" : "chat"
        let month = call % 2 == 0 ? "08" : "05"
        rows.append(
          "\(number)-\(call),c\(number)-\(call % 17),\(region),\(channel),2026-\(month)-1\(call % 10),"
            + "\((call + number) % 4 == 0 ? "false" : "true"),\(5 + (call * 7 + number) % 23)")
      }
    }
    rows.append("f1,few1,Few,chat,2026-08-02,true,4")
    rows.append("f2,few2,Few,chat,2026-08-03,true,4")
    rows.append("n1,now1,Nowhere,chat,2026-05-03,true,4")
    return rows
  }()
  static let header = "call,customer,region,channel,at,solved,minutes\n"

  private func pack(_ work: WorkFolder, yaml: String = yaml, page: String = page, rows: [String] = rows) throws {
    try work.write("pack/pack.yaml", yaml)
    try work.write("pack/index.md", page)
    try work.write("pack/calls.csv", Self.header + rows.joined(separator: "\n") + "\n")
  }

  private func build(_ work: WorkFolder, _ options: [String] = []) throws -> Tool.Result {
    try Tool.run(["build", work.path("pack"), "--output", work.path("out"), "--no-cache"] + options)
  }

  @Test func eachValueHasAnOutputAndAllShareTheAssets() throws {
    let work = try WorkFolder()
    try pack(work)
    let result = try build(work)
    #expect(result.code == 0, "\(result.error)")
    #expect(result.error.contains("No output for Few") && result.error.contains("No output for Nowhere"))
    #expect(result.error.contains("The output of `süd west` is in the folder `sued-west-2`"))
    let folders = ["north", "south", "sued-west", "sued-west-2"]
    for folder in folders {
      let page = try work.text("out/\(folder)/index.html")
      #expect(page.contains("href=\"../assets/boardpack.css\"") && !work.exists("out/\(folder)/assets"))
      #expect(page.contains("href=\"../index.html\""))
    }
    #expect(!work.exists("out/few") && !work.exists("out/nowhere") && work.exists("out/assets/boardpack.css"))
    #expect(try work.text("out/north/index.html").contains("<title>Summary of North – Service, North</title>"))
    #expect(try work.text("out/sued-west/index.html").contains("Süd/West had"))
    let list = try work.text("out/index.html")
    #expect(folders.allSatisfy { list.contains("href=\"\($0)/index.html\"") })
    #expect(list.contains("Withheld, fewer than 3 customers:</b> Few"))
    // Nothing is known of those withheld but their names.
    for (path, bytes) in try filesBelow(work.url.appending(path: "out")) where path.contains("bundle/") {
      #expect(!String(decoding: bytes, as: UTF8.self).contains("Few"), "\(path)")
    }
  }

  /// The figures of an output are those of a pack over the rows of its value alone.
  @Test func anOutputIsThePackOfItsRows() throws {
    let (all, alone) = (try WorkFolder(), try WorkFolder())
    try pack(all)
    let yaml = Self.yaml.split(separator: "\n").filter { !$0.hasPrefix("for:") }.joined(separator: "\n")
    try pack(
      alone, yaml: yaml.replacing("{{ for.region }}", with: "South"),
      page: Self.page.replacing("{{ for.region }}", with: "South"), rows: Self.rows.filter { $0.contains(",South,") })
    #expect(try build(all).code == 0)
    let result = try build(alone)
    #expect(result.code == 0, "\(result.error)")
    for name in ["facts.json", "sums.json", "pages.json"] {
      #expect(try all.text("out/south/bundle/\(name)") == alone.text("out/bundle/\(name)"), "\(name)")
    }
  }

  @Test func verifyLooksAtTheListAndEveryOutput() throws {
    let work = try WorkFolder()
    try pack(work)
    _ = try build(work)
    let whole = try Tool.run(["verify", work.path("out")])
    #expect(whole.code == 0 && whole.output.contains("on 5 pages"), "\(whole.output)")
    #expect(try Tool.run(["verify", work.path("out/north")]).code == 0)
    let page = try work.text("out/south/index.html")
    try work.write("out/south/index.html", page.replacing("calls", with: "cells"))
    let spoilt = try Tool.run(["verify", work.path("out")])
    #expect(spoilt.code == 1 && spoilt.output.contains("south/index.html: the file was changed"))
  }

  @Test func theBytesAreTheSameForAnyThreads() throws {
    let work = try WorkFolder()
    try pack(work)
    _ = try build(work, ["--threads", "1"])
    let one = try filesBelow(work.url.appending(path: "out"))
    _ = try build(work, ["--threads", "3"])
    #expect(try filesBelow(work.url.appending(path: "out")) == one)
  }

  @Test func onlyBuildsASiteOfItsOwn() throws {
    let work = try WorkFolder()
    try pack(work)
    let result = try build(work, ["--only", "North"])
    #expect(result.code == 0, "\(result.error)")
    #expect(work.exists("out/assets/boardpack.css") && !work.exists("out/north"))
    #expect(try work.text("out/index.html").contains("North had"))
    #expect(try Tool.run(["verify", work.path("out")]).code == 0)
    let typo = try build(work, ["--only", "Nort"])
    #expect(typo.code == 1 && typo.error.contains("Did you mean `North`?"))
  }

  /// A claim is checked in each output, and what fails in several is told once. Of the first and the third region every
  /// second call of August is unsolved and none of May; of the others it is the other way round.
  @Test func aClaimMustHoldInEachOutput() throws {
    let work = try WorkFolder()
    try pack(work, page: Self.page + "\nSolving [rose]{solved_share up}.\n")
    let result = try build(work)
    #expect(result.code == 1 && result.error.contains("claim-not-borne-out"))
    #expect(result.error.contains("so in 2 outputs: North, Süd/West"), "\(result.error)")
    #expect(!work.exists("out"))
  }

  /// A figure with two customers behind it is withheld in an output that is large enough as a whole.
  @Test func aFigureOfFewCustomersIsWithheld() throws {
    let work = try WorkFolder()
    let yaml = Self.yaml.replacing(
      "metrics:",
      with: "  mail_calls: {count: calls, where: channel = 'mail'}\nmetrics:\n  mail: {value: mail_calls, better: up}")
    let many = ["South", "Süd/West", "süd west"].flatMap { region in
      (0..<12).map { "\(region)\($0),\(region)-\($0),\(region),mail,2026-08-2\($0 % 9),true,5" }
    }
    let few = ["m1,c0-1,North,mail,2026-08-20,true,5", "m2,c0-2,North,mail,2026-08-21,true,5"]
    let rows = Self.rows + many + few
    let page = Self.page + "\nMail: {{ mail }}, {{ solved_share[channel=mail] }} solved.\n"
    try pack(work, yaml: yaml, page: page, rows: rows)
    let result = try build(work)
    #expect(result.code == 0, "\(result.error)")
    #expect(try work.text("out/north/index.html").contains(">withheld</button>"))
    #expect(try !work.text("out/south/index.html").contains(">withheld</button>"))
    #expect(try !work.text("out/north/bundle/sums.json").contains("mail_calls"))
  }

  @Test(arguments: ["", ", allocate: calls"])
  func aDatasetWithoutTheSegmentIsAnError(rule: String) throws {
    let work = try WorkFolder()
    try pack(
      work,
      yaml: Self.yaml.replacing(
        "segments:",
        with: "  costs:\n    file: costs.csv\n    time: at\n    columns: {at: date, amount: money}\nsegments:"
      ).replacing(
        "metrics:", with: "  spent: {sum: amount, from: costs\(rule)}\nmetrics:\n  cost: {value: spent, better: down}"),
      page: Self.page + "\nIt cost {{ cost }}.\n")
    try work.write("pack/costs.csv", "at,amount\n2026-08-01,3.00\n")
    let result = try build(work)
    #expect(result.code == 1 && result.error.contains("The rows of `costs` cannot be told apart by `region`"))
    #expect(result.error.contains("`allocate:` divides a breakdown") == !rule.isEmpty, "\(result.error)")
  }

  @Test(arguments: [
    ("region: all", "regoin: all", "Did you mean `region`?"),
    ("region: all", "region: [North, Noth]", "No row has the value `Noth`"),
    ("region: all, ", "", "`for` names no segment"),
    ("[volume, solved_share]", "[volumes]", "Did you mean `volume`?"),
  ])
  func mistakesAreNamed(written: String, instead: String, message: String) throws {
    let work = try WorkFolder()
    try pack(work, yaml: Self.yaml.replacing(written, with: instead))
    let result = try build(work)
    #expect(result.code == 1 && result.error.contains(message), "\(result.error)")
  }
}
