/// The default theme: the files of the folder `theme`, carried inside the binary so that a report needs nothing beside it.
public enum Theme {
  /// The names of all files, sorted; style sheets, page shell and fonts.
  public static let names: [String] = files.keys.sorted()

  /// The style sheets in the order of the cascade; a build joins them to one file.
  public static let cascade = ["tokens.css", "base.css", "components.css", "charts.css", "print.css"]

  /// The content of one file by its name, or nil where the theme has no such file.
  public static func bytes(_ name: String) -> [UInt8]? {
    files[name]
  }

  private static let files: [String: [UInt8]] = [
    "base.css": PackageResources.base_css,
    "charts.css": PackageResources.charts_css,
    "components.css": PackageResources.components_css,
    "inter-400-extended.woff2": PackageResources.inter_400_extended_woff2,
    "inter-400.woff2": PackageResources.inter_400_woff2,
    "inter-600-extended.woff2": PackageResources.inter_600_extended_woff2,
    "inter-600.woff2": PackageResources.inter_600_woff2,
    "page.mustache": PackageResources.page_mustache,
    "print.css": PackageResources.print_css,
    "tokens.css": PackageResources.tokens_css,
  ]
}
