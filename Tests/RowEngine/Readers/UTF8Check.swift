/// Whether bytes are well-formed UTF-8 (Unicode, table 3-7): no overlong forms, surrogates or values past U+10FFFF.
func isUTF8(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Bool {
  var i = start
  while i < end {
    let lead = bytes[i]
    i += 1
    if lead < 0x80 { continue }
    let length: Int
    var low: UInt8 = 0x80
    var high: UInt8 = 0xBF
    switch lead {
    case 0xC2...0xDF: length = 1
    case 0xE0: (length, low) = (2, 0xA0)
    case 0xED: (length, high) = (2, 0x9F)
    case 0xE1...0xEF: length = 2
    case 0xF0: (length, low) = (3, 0x90)
    case 0xF1...0xF3: length = 3
    case 0xF4: (length, high) = (3, 0x8F)
    default: return false
    }
    guard i + length <= end, bytes[i] >= low, bytes[i] <= high else { return false }
    for next in i + 1..<max(i + 1, i + length) where bytes[next] & 0xC0 != 0x80 { return false }
    i += length
  }
  return true
}
