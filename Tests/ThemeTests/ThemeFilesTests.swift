import Foundation
import TestSupport
import Testing
import Theme

@Suite struct ThemeFilesTests {
  static let folder = Repository.root.appendingPathComponent("templates/theme")

  @Test func everyFileOfTheFolderIsEmbeddedByteForByte() throws {
    let onDisk = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).filter { !$0.hasPrefix(".") }
    #expect(onDisk.sorted() == Theme.names)
    for name in Theme.names {
      let file = try Data(contentsOf: Self.folder.appendingPathComponent(name))
      #expect(Theme.bytes(name) == [UInt8](file), "\(name)")
    }
    #expect(Theme.bytes("absent.css") == nil)
  }

  @Test func theCascadeNamesEachStyleSheetOnce() {
    #expect(Theme.cascade.sorted() == Theme.names.filter { $0.hasSuffix(".css") })
    #expect(Theme.cascade.first == "tokens.css")
    #expect(Theme.cascade.last == "print.css")
  }

  @Test(arguments: Theme.cascade)
  func styleSheetsLoadNothingButTheFonts(name: String) throws {
    let css = try text(name)
    let loads = css.components(separatedBy: "url(").dropFirst().map { String($0.prefix { $0 != ")" }) }
    let fonts = Theme.names.filter { $0.hasSuffix(".woff2") }
    #expect(loads.sorted() == (name == "base.css" ? fonts : []) && fonts.count == 4)
    for load in loads { #expect(Theme.bytes(load) != nil) }
    #expect(!css.contains("@import"))
    #expect(!css.contains("//"))
    #expect(!css.contains("image-set("))
  }

  @Test(arguments: Theme.cascade)
  func styleSheetsCloseWhatTheyOpen(name: String) throws {
    let css = try text(name)
    #expect(css.count { $0 == "{" } == css.count { $0 == "}" })
    #expect(css.components(separatedBy: "/*").count == css.components(separatedBy: "*/").count)
  }

  @Test(arguments: Theme.cascade)
  func everyTokenInUseIsDefined(name: String) throws {
    let tokens = try text("tokens.css")
    for use in try text(name).components(separatedBy: "var(").dropFirst() {
      let token = String(use.prefix { $0 != ")" && $0 != "," })
      #expect(tokens.contains("\n  \(token): "), "\(token)")
    }
  }

  @Test func theShellRunsNoScriptAndLoadsOneStyleSheet() throws {
    let shell = try text("page.mustache")
    #expect(shell.hasPrefix("<!doctype html>\n<html lang=\"{{lang}}\">"))
    #expect(
      shell.contains("default-src 'none'; style-src 'self' 'unsafe-inline'; font-src 'self'; img-src 'self' data:"))
    #expect(!shell.contains("<script") && !shell.contains("http://") && !shell.contains("https://"))
    #expect(shell.components(separatedBy: "<link ").count == 2)
    let raw = shell.components(separatedBy: "{{{").dropFirst().map { String($0.prefix { $0 != "}" }) }
    #expect(raw.sorted() == ["footLine", "main", "packTitle", "pageTitle", "popovers"])
  }

  private func text(_ name: String) throws -> String {
    String(decoding: try #require(Theme.bytes(name)), as: UTF8.self)
  }
}
