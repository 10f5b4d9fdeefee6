import Charts
import Formats
import Testing

@testable import Site

/// A number that a chart printed shorter opens to its figure, and is verified by the form that the bundle carries.
@Suite struct FigureLabelsTests {
  @Test(arguments: PackLocale.allCases)
  func aShortPrintIsTiedToItsFigure(locale: PackLocale) throws {
    try PackLocale.$current.withValue(locale) {
      let format = ValueFormat(digits: 0, prefix: "€")
      let values = (0..<12).map { 2.5e12 + Double($0) * 1.1e11 }
      let spec = ColumnSpec(
        points: values.enumerated().map { .init(day: 20_000 + 31 * $0.offset, actual: $0.element, plan: 2.4e12) },
        format: format, grain: .month)
      let labels = FigureLabels(values.map { [.figure(ShownFigure($0, "f1", format))] })
      let texts = scene(.column(spec), size: .half).marks.compactMap { mark in
        if case .text(let text) = mark { text } else { nil }
      }
      let latest = try #require(texts.first { $0.role == .strong })
      let figure = try #require(labels.figure(latest))
      #expect(figure.format.power == 12)
      #expect(figure.values == [values[11]])
      #expect(figure.text == latest.text)
      #expect(figure.lead + BundlePages.Form(figure).text(figure.values) == latest.text)
    }
  }
}
