import Facts
import Pack
import Testing

/// A figure never claims better evidence than its weakest part.
@Suite struct GradeTests {
  @Test func aSumCarriesItsWeakestEvidence() throws {
    let rows = (1...8).map { "u\($0),2026-0\($0 % 2 == 0 ? 5 : 8)-01,\($0 % 2 == 0 ? "a" : "b"),10.00\n" }.joined()
    let trial = try TrialPack(
      files: ["units.csv": "unit_id,at,arm,amount\n" + rows],
      """
      datasets:
        units:
          file: units.csv
          key: unit_id
          time: at
          columns: {unit_id: text, at: date, arm: text, amount: money}
      cohorts:
        arm: {units: arm, randomised: true, values: {a: treatment, b: control}}
      inputs:
        price: {value: 5, low: 4, high: 6, unit: USD/unit, source: "Ledger"}
      measures:
        units: {count: units}
        amount: {sum: amount, from: units}
      metrics:
        mean_amount: {value: amount / units, better: up}
        uplift: {value: "contrast(mean_amount, arm)", better: up}
        effect: {value: uplift * units, better: up}
        saving: {value: "(at(mean_amount, prior) - mean_amount) * units", better: up}
        assumed: {value: price * units, better: up}
        all: {value: effect + saving + assumed, better: up}
        effect_and_saving: {value: effect + saving, better: up}
        net: {value: effect - amount, better: up}
      """)
    let names = ["mean_amount", "uplift", "effect", "saving", "assumed", "all", "effect_and_saving", "net"]
    let book = try trial.book(names)
    let grades = names.map { book.fact($0, in: Slice(trial.pack.period)).grade }
    #expect(
      grades == [nil, .randomised, .randomised, .beforeAfter, .assumption, .assumption, .beforeAfter, .randomised])
    #expect(!book.isCausal("all"))
  }
}
