import Testing

@testable import Site

@Suite struct OutputNamesTests {
  @Test(arguments: [
    ("North", "north"), ("Süd/West", "sued-west"), ("../../etc", "etc"), ("", "value"), ("日本", "value"),
    ("A  &  B", "a-b"), ("Straße 12", "strasse-12"), ("École", "ecole"), ("-x-", "x"),
  ])
  func aValueBecomesASafeName(value: String, name: String) {
    #expect(OutputNames.slug(value) == name)
  }

  @Test func namesDifferAndAreNeverThoseOfTheWhole() {
    let names = OutputNames(["A/B", "A B", "a-b", "Assets", "CON", "日本", "中国"])
    #expect(names.folders["a-b"] == "a-b")
    #expect(names.folders["A/B"] == "a-b-2" && names.folders["A B"] == "a-b-3")
    #expect(names.folders["Assets"] == "assets-2" && names.folders["CON"] == "con-2")
    #expect(names.folders["日本"] == "value" && names.folders["中国"] == "value-2")
    #expect(Set(names.folders.values).count == 7)
  }

  @Test func longNamesAreCut() {
    #expect(OutputNames.slug(String(repeating: "ab ", count: 100)).count <= 60)
  }
}
