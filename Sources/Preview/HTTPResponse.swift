/// An answer: a file, or a reason in words.
public struct HTTPResponse: Sendable, Hashable {
  /// As `200`.
  public var status: Int
  /// The media type of the body.
  public var type: String
  /// All of it.
  public var body: [UInt8]
  /// Further lines of the head.
  public var headers: [String]

  /// An answer with a body.
  public init(status: Int = 200, type: String, body: [UInt8], headers: [String] = []) {
    self.status = status
    self.type = type
    self.body = body
    self.headers = headers
  }

  /// An answer of one line of text.
  public static func text(_ status: Int, _ text: String, headers: [String] = []) -> HTTPResponse {
    HTTPResponse(status: status, type: "text/plain; charset=utf-8", body: Array((text + "\n").utf8), headers: headers)
  }

  /// The bytes to be sent; without the body for `HEAD`.
  func bytes(withBody: Bool) -> [UInt8] {
    let head =
      ["HTTP/1.1 \(status) \(Self.reasons[status] ?? "Other")", "Content-Type: \(type)"]
      + ["Content-Length: \(body.count)", "Cache-Control: no-store", "X-Content-Type-Options: nosniff"]
      + headers + ["Connection: close", "", ""]
    return Array(head.joined(separator: "\r\n").utf8) + (withBody ? body : [])
  }

  private static let reasons = [
    200: "OK", 302: "Found", 400: "Bad Request", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed",
    431: "Request Header Fields Too Large", 503: "Service Unavailable",
  ]

  /// The media type of a file, by its ending.
  public static func type(of path: String) -> String {
    let types = [
      "html": "text/html; charset=utf-8", "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8",
      "json": "application/json", "svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg",
      "gif": "image/gif", "webp": "image/webp", "woff2": "font/woff2", "csv": "text/csv; charset=utf-8",
      "txt": "text/plain; charset=utf-8", "pdf": "application/pdf",
    ]
    let ending = path.split(separator: ".").last.map { $0.lowercased() } ?? ""
    return types[ending] ?? "application/octet-stream"
  }
}
