import Metrics
import Testing

@Suite struct FormulaTests {
  @Test(
    arguments: [
      ("a+b*c", "a + b * c"), ("(a+b)*c", "(a + b) * c"), ("a-(b-c)", "a - (b - c)"), ("a-b-c", "a - b - c"),
      ("a/(b*c)", "a / (b * c)"), ("a/b*c", "a / b * c"), ("-a*b", "-a * b"), ("-(a*b)", "-(a * b)"), ("--a", "--a"),
      ("30[days]", "30 [day]"), ("2080 [ h/fte/year ]", "2080 [h/fte/year]"), ("1.50", "1.5"),
      ("contrast( value_per_customer , arm )", "contrast(value_per_customer, arm)"),
      ("at(m, 2026-Q2)", "at(m, 2026-Q2)"),
      ("at(m, 2026-04-01 .. 2026-06-29)", "at(m, 2026-04-01 .. 2026-06-29)"),
      ("quantile(v, 0.75)", "quantile(v, 0.75)"),
      ("least(a, b, 0)", "least(a, b, 0)"),
    ] as [(String, String)])
  func precedenceAndCanonicalText(_ pair: (String, String)) throws {
    let formula = try Formula(parsing: source(pair.0))
    #expect(formula.description == pair.1)
    #expect(try Formula(parsing: source(pair.1)) == formula)
  }

  @Test func randomTreesRoundTrip() throws {
    var random = Generator(seed: 7)
    for _ in 0..<2000 {
      let tree = random.formula(depth: 5)
      #expect(try Formula(parsing: source(tree.description)) == tree, "\(tree)")
    }
  }

  @Test(
    arguments: [
      ("contrst(a, arm)", ["contrst", "contrast"], 0), ("a + avg(b, c)", ["mean"], 4), ("sum(a)", ["measures"], 0),
      ("contrast(a)", ["2 arguments", "contrast(value"], 0), ("median(a / b)", ["survival or quantile"], 7),
      ("quantile(v, 75)", ["between 0 and 1", "0.75"], 12), ("within(v, 30)", ["30 [day]"], 10), ("a b", ["'b'"], 2),
      ("200,000 * a", ["200000"], 3), ("10% * a", ["[share]", "[pp]"], 2), ("30 [dayz/", ["not closed"], 3),
      ("30 [hours]", ["'h'"], 4), ("a / (b", ["ends"], 6), ("", ["empty"], nil), ("median", ["median(velocity)"], 0),
      ("a > 3", ["where:"], 2), ("5x", ["not a number"], 0), ("as(a, b c)", ["a noun"], 6),
      ("least(a)", ["two or more"], 0),
      ("Contrast(a, arm)", ["contrast"], 0), ("at(a, )", ["a period"], 6), ("$5", ["5 [USD]"], 0),
    ] as [(String, [String], Int?)])
  func mistakesHaveAPlaceAndARemedy(_ row: (String, [String], Int?)) {
    do throws(ExpressionError) {
      let read = try Formula(parsing: source(row.0))
      Issue.record("\(row.0) was read as \(read)")
    } catch {
      for word in row.1 { #expect((error.message + " " + (error.remedy ?? "")).contains(word), "\(error)") }
      #expect(error.offset == row.2, "\(row.0)")
    }
  }

  @Test func namesLeaveLabelsOut() throws {
    let formula = try Formula(
      parsing: source("contrast(a / b, arm) + at(a, launch) + within(v, 1 [h]) + as(c, order) + arm(a, holdout)"))
    #expect(formula.names == ["a", "b", "v", "c"])
    #expect(formula.cohorts == ["arm"])
    #expect(formula.ranges == ["launch"])
    #expect(formula.arms == ["holdout"])
  }
}
