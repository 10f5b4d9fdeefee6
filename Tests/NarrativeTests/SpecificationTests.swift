import CMark
import Foundation
import Narrative
import TestSupport
import Testing

/// The 649 examples of the CommonMark specification are written as libcmark's own renderer writes them.
///
/// Where Boardpack differs on purpose, the reference's tree is changed in the same way first: HTML is taken out, links
/// to addresses that are not allowed keep their words alone, pictures that are no file of the pack or have no
/// description are left out.
@Suite struct SpecificationTests {
  struct Example: Decodable {
    var example: Int
    var section, markdown, html: String
  }

  private func examples() throws -> [Example] {
    let file = Repository.root.appendingPathComponent("Tests/Fixtures/commonmark/spec-0.29.json")
    return try JSONDecoder().decode([Example].self, from: Data(contentsOf: file))
  }

  /// The specification's addresses start with a slash, which leads out of a pack; without it they are links.
  private func withinPack(_ text: String) -> String {
    var result = ""
    for (index, character) in zip(text.indices, text) {
      let before = index == text.startIndex ? " " : text[text.index(before: index)]
      if character == "/", "(< \n".contains(before), text[text.index(after: index)...].first?.isLetter == true,
        !text[text.index(after: index)...].hasPrefix("a>")
      {
        continue
      }
      result.append(character)
    }
    return result
  }

  private func reference(_ text: String) -> String? {
    guard let root = cmark_parse_document(text, text.utf8.count, CMARK_OPT_DEFAULT) else { return nil }
    defer { cmark_node_free(root) }
    for node in nodes(root) { change(node) }
    for node in nodes(root) where cmark_node_get_type(node) == CMARK_NODE_PARAGRAPH {
      if cmark_node_first_child(node) == nil { remove(node) }
    }
    guard let output = cmark_render_html(root, CMARK_OPT_DEFAULT) else { return nil }
    defer { cmark_get_default_mem_allocator().pointee.free(output) }
    return String(cString: output)
  }

  /// The deepest nodes first.
  private func nodes(_ root: OpaquePointer) -> [OpaquePointer] {
    guard let iterator = cmark_iter_new(root) else { return [] }
    defer { cmark_iter_free(iterator) }
    var found: [OpaquePointer] = []
    while true {
      let event = cmark_iter_next(iterator)
      guard event != CMARK_EVENT_DONE, let node = cmark_iter_get_node(iterator) else { return found }
      let isLeaf = cmark_node_first_child(node) == nil
      if event == CMARK_EVENT_EXIT || isLeaf, !found.contains(node) { found.append(node) }
    }
  }

  private func change(_ node: OpaquePointer) {
    let url = cmark_node_get_url(node).map { String(cString: $0) } ?? ""
    switch cmark_node_get_type(node) {
    case CMARK_NODE_HTML_BLOCK, CMARK_NODE_HTML_INLINE: remove(node)
    case CMARK_NODE_LINK where !isSafeLink(url):
      while let child = cmark_node_first_child(node) { cmark_node_insert_before(node, child) }
      remove(node)
    case CMARK_NODE_IMAGE where !isSafePicture(url) || cmark_node_first_child(node) == nil: remove(node)
    default: break
    }
  }

  private func remove(_ node: OpaquePointer) {
    cmark_node_unlink(node)
    cmark_node_free(node)
  }

  @Test func examplesEqual() throws {
    let examples = try examples()
    #expect(examples.count == 649)
    for example in examples {
      for text in [example.markdown, withinPack(example.markdown)] {
        #expect(html(text) == reference(text), "example \(example.example), \(example.section): \(text)")
      }
    }
  }

  /// Most examples equal the specification's own text, so that the comparison above rests on more than the library.
  @Test func mostExamplesEqualTheSpecification() throws {
    let same = try examples().filter { html($0.markdown) == $0.html || html(withinPack($0.markdown)) == $0.html }
    #expect(same.count > 470)
  }
}
