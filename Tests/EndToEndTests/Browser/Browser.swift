import Foundation

/// A headless Chromium, as a program that opens one address.
enum Browser {
  static let program = ["chromium", "chromium-browser", "google-chrome"].map { URL(filePath: "/usr/bin/" + $0) }
    .first { FileManager.default.isExecutableFile(atPath: $0.path(percentEncoded: false)) }

  struct Missing: Error {}

  /// Opens an address with a profile of its own.
  static func run(_ options: [String], _ address: String, in work: WorkFolder) throws -> Tool.Result {
    guard let program else { throw Missing() }
    return try Tool.run(
      ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--user-data-dir=" + work.path("profile")]
        + options + [address], program: program, in: work.url)
  }

  struct NoResult: Error, CustomStringConvertible {
    var description: String
  }

  /// Runs a script over pages, each in a frame of a page of our own, and reads the list of texts it ends with.
  ///
  /// `pages`, `views` and whatever `values` names are there for it; it calls `finish(list)`.
  static func inspect(
    _ pages: [InspectedPage], script: String, values: [String: String] = [:], options: [String] = [],
    in work: WorkFolder
  ) throws -> [String] {
    func literal(_ value: some Encodable) throws -> String {
      String(decoding: try JSONEncoder().encode(value), as: UTF8.self).replacingOccurrences(of: "<", with: "\\u003c")
    }
    var data = "const pages = \(try literal(pages));\n"
    for (name, text) in values.sorted(by: { $0.key < $1.key }) { data += "const \(name) = \(try literal(text));\n" }
    let name = "inspect-\(UUID().uuidString).html"
    try work.write(
      name, "<!doctype html><meta charset=\"utf-8\"><body><script>\n\(data)\(Self.frames)\(script)\n</script></body>\n")
    // Virtual time: the browser waits for every promise and timer, and for nothing else.
    let result = try run(
      ["--virtual-time-budget=10000000", "--dump-dom"] + options, work.url.appending(path: name).absoluteString,
      in: work)
    guard let start = result.output.range(of: "<pre>"), let end = result.output.range(of: "</pre>") else {
      throw NoResult(description: "the script did not finish: " + result.output.suffix(600))
    }
    let text = result.output[start.upperBound..<end.lowerBound].replacingOccurrences(of: "&lt;", with: "<")
      .replacingOccurrences(of: "&gt;", with: ">").replacingOccurrences(of: "&nbsp;", with: "\u{A0}")
      .replacingOccurrences(of: "&amp;", with: "&")
    return try JSONDecoder().decode([String].self, from: Data(text.utf8))
  }

  /// Opens a page in a frame of our own origin, and ends the run.
  private static let frames = """
    async function open(markup, width) {
      const frame = document.createElement('iframe');
      frame.width = width;
      frame.height = 900;
      frame.srcdoc = markup;
      const loaded = new Promise(done => { frame.onload = done; });
      document.body.append(frame);
      await loaded;
      await new Promise(done => setTimeout(done, 0));
      return frame;
    }
    function finish(list) {
      document.body.textContent = '';
      const place = document.createElement('pre');
      place.textContent = JSON.stringify(list);
      document.body.append(place);
    }
    function fail(error) { document.body.textContent = String(error) + ' ' + error.stack; }

    """
}

/// A page of an output as a script gets it.
struct InspectedPage: Codable {
  var name: String
  var markup: String

  /// The page with its style sheet in itself, so that it needs no file, with or without its policy.
  init(_ name: String, in folder: URL, keepingPolicy: Bool = false) throws {
    self.name = name
    let text = String(decoding: try Data(contentsOf: folder.appending(path: name)), as: UTF8.self)
    let css = String(
      decoding: try Data(contentsOf: folder.appending(path: "assets/boardpack.css")), as: UTF8.self
    ).replacing("url(inter", with: "url(\(folder.appending(path: "assets").absoluteString)/inter")
    markup = text.replacing(/<link rel="stylesheet"[^>]*>/, with: "<style>" + css + "</style>")
    if !keepingPolicy { markup = markup.replacing(/<meta http-equiv="Content-Security-Policy"[^>]*>/, with: "") }
  }

  init(name: String, markup: String) {
    self.name = name
    self.markup = markup
  }
}
