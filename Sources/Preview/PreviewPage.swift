public import Diagnostics

/// A built page as the preview shows it: with the script that loads it again, and findings over it. Built pages hold
/// neither.
public enum PreviewPage {
  /// The path of the script.
  public static let scriptPath = "-preview/reload.js"

  /// Loads the page again when there is a new build, and returns to where the reader was.
  public static let script = """
    "use strict";
    (() => {
      const mine = Number(document.currentScript.dataset.build);
      const key = "boardpack-scroll:" + location.pathname;
      const kept = sessionStorage.getItem(key);
      if (kept !== null) {
        sessionStorage.removeItem(key);
        const [y, open] = JSON.parse(kept);
        document.querySelectorAll("details").forEach((d, i) => { if (open.includes(i)) d.open = true; });
        scrollTo({top: y, behavior: "instant"});
      }
      let isLeaving = false;
      const events = new EventSource("/-preview/events");
      events.addEventListener("build", (event) => {
        if (Number(event.data) === mine || isLeaving) return;
        isLeaving = true;
        const open = [...document.querySelectorAll("details")].flatMap((d, i) => d.open ? [i] : []);
        sessionStorage.setItem(key, JSON.stringify([scrollY, open]));
        location.reload();
      });
      addEventListener("pagehide", () => events.close());
    })();
    """

  /// The page with script and findings.
  public static func html(_ page: [UInt8], build: Int, findings: [Diagnostic]) -> [UInt8] {
    var text = String(decoding: page, as: UTF8.self)
    // Built pages allow no script at all; here the preview's own may run and listen.
    if let range = text.firstRange(of: "default-src 'none';") {
      text.replaceSubrange(range, with: "default-src 'none'; script-src 'self'; connect-src 'self';")
    }
    let extra =
      overlay(findings) + "<script src=\"/\(scriptPath)\" data-build=\"\(build)\" defer></script>\n"
    if let end = text.ranges(of: "</body>").last {
      text.insert(contentsOf: extra, at: end.lowerBound)
    } else {
      text += extra
    }
    return Array(text.utf8)
  }

  /// What stands in the place of a page that was never built.
  public static func waiting(build: Int, findings: [Diagnostic]) -> [UInt8] {
    let page = """
      <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Preview</title>\
      <meta name="color-scheme" content="light dark"></head>\
      <body style="font:16px/1.5 system-ui,sans-serif;margin:3rem auto;max-width:42rem;padding:0 1rem">\
      <h1>No page yet</h1><p>The pages appear here once the pack has no errors.</p></body></html>
      """
    return html(Array(page.utf8), build: build, findings: findings)
  }

  /// Errors open over the page, the rest closed in the corner.
  private static func overlay(_ findings: [Diagnostic]) -> String {
    guard !findings.isEmpty else { return "" }
    let errors = findings.count { $0.severity == .error }
    let title =
      errors > 0 ? counted(errors, "error") + " – this is the last good page" : counted(findings.count, "note")
    let shown = findings.sorted { rank($0) < rank($1) }.prefix(50)
    let items = shown.map { finding in
      var text = "<li style=\"margin:.6em 0\"><b style=\"color:\(colour(finding))\">\(finding.severity.rawValue)</b> "
      if let place = finding.location { text += "<code>\(escaped(place.text))</code> " }
      text += escaped(finding.summary)
      if let why = finding.explanation { text += "<br><small>\(escaped(why))</small>" }
      if let remedy = finding.remedy { text += "<br><small><b>→</b> \(escaped(remedy))</small>" }
      return text + "</li>"
    }
    let more = findings.count > shown.count ? "<li>and \(findings.count - shown.count) more</li>" : ""
    return """
      <details id="preview-findings"\(errors > 0 ? " open" : "") style="position:fixed;right:1rem;bottom:1rem;\
      z-index:2147483647;max-width:min(44rem,calc(100vw - 2rem));max-height:70vh;overflow:auto;background:#fff;\
      color:#1c1c1c;color-scheme:light;border:1px solid #8a8a8a;border-top:4px solid \
      \(errors > 0 ? "#b3261e" : "#8a6100");border-radius:6px;box-shadow:0 6px 28px rgba(0,0,0,.28);\
      padding:.6rem 1rem;font:14px/1.45 system-ui,sans-serif"><summary style="cursor:pointer;font-weight:600">\
      \(escaped(title))</summary><ul style="margin:.4em 0;padding-left:1.2em">\(items.joined())\(more)</ul></details>

      """
  }

  private static func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

  private static func rank(_ finding: Diagnostic) -> Int {
    finding.severity == .error ? 0 : finding.severity == .warning ? 1 : 2
  }

  private static func colour(_ finding: Diagnostic) -> String {
    finding.severity == .error ? "#b3261e" : finding.severity == .warning ? "#8a6100" : "#4a4a4a"
  }

  private static func escaped(_ text: String) -> String {
    var out = ""
    for character in text.unicodeScalars {
      switch character {
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "\"": out += "&quot;"
      case "'": out += "&#39;"
      default: out.unicodeScalars.append(character)
      }
    }
    return out
  }
}

extension Diagnostic.Location {
  /// `pack.yaml:12:3`
  fileprivate var text: String {
    ([file] + [line, column].compactMap { $0.map(String.init) }).joined(separator: ":")
  }
}
