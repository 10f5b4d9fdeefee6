#!/usr/bin/env python3
"""Writes what the theme needs of Inter: subset fonts of two weights and the advance widths by which charts measure their text.

usage: python3 scripts/font-widths.py      (from the project's root; needs `pip install fonttools brotli` and Debian's
                                            fonts-inter)

Writes templates/theme/inter-400.woff2, inter-600.woff2, the same with -extended for letters and signs that few reports
need, and Sources/Charts/InterWidths.swift; prints the unicode-range of the extended fonts for base.css. The widths
are those that SVG text has in a pack: tabular figures on, kerning and contextual alternates off.
"""
import os

from fontTools import subset
from fontTools.ttLib import TTFont

FONTS = "/usr/share/fonts/opentype/inter/"
WEIGHTS = [("400", "Inter-Regular.otf", "regular"), ("600", "Inter-SemiBold.otf", "semibold")]
# Contiguous ranges first; the rest is what charts and prose print beyond them.
RANGES = [(0x20, 0x7E), (0xA0, 0x17F)]
SINGLES = [
    0x2009, 0x200B, 0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2018, 0x2019, 0x201A, 0x201C, 0x201D, 0x201E, 0x2020,
    0x2021, 0x2022, 0x2026, 0x202F, 0x2030, 0x2032, 0x2033, 0x2039, 0x203A, 0x20AC, 0x2116, 0x2122, 0x2190, 0x2191,
    0x2192, 0x2193, 0x2206, 0x2212, 0x221E, 0x2248, 0x2260, 0x2264, 0x2265, 0x25B2, 0x25BC, 0x25CF, 0x25C6, 0x03BC,
    0x0394, 0x03C7, 0x03C3, 0x2070, 0x2074, 0x2075, 0x2076, 0x2077, 0x2078, 0x2079, 0x207B,
]
# What most reports are written with; the rest has fonts of its own, which a browser loads where it is needed.
COMMON = set(range(0x20, 0x7F)) | set(range(0xA0, 0x100)) | {
    0x2009, 0x2013, 0x2014, 0x2018, 0x2019, 0x201A, 0x201C, 0x201D, 0x201E, 0x2022, 0x2026, 0x202F, 0x2030, 0x20AC,
    0x2190, 0x2191, 0x2192, 0x2193, 0x2212, 0x2248, 0x2260, 0x2264, 0x2265,
    0x25B2, 0x25BC, 0x25C6, 0x25CF, 0x394, 0x3BC, 0x3C3, 0x3C7}
ALL = [c for low, high in RANGES for c in range(low, high + 1)] + SINGLES


def tabular(font):
    """The glyph substitutions of the font's `tnum` feature."""
    gsub, swaps = font["GSUB"].table, {}
    for record in gsub.FeatureList.FeatureRecord:
        if record.FeatureTag == "tnum":
            for index in record.Feature.LookupListIndex:
                for sub in gsub.LookupList.Lookup[index].SubTable:
                    swaps.update(getattr(getattr(sub, "ExtSubTable", sub), "mapping", {}))
    return swaps


def widths(path):
    """Advance widths by code point, in 1/2048 em as the web fonts have it, and the widest of all listed glyphs."""
    font = TTFont(path)
    em = font["head"].unitsPerEm
    cmap, advances, swaps = font.getBestCmap(), font["hmtx"], tabular(font)
    found = {c: round(advances[swaps.get(cmap[c], cmap[c])][0] * 2048 / em) for c in ALL if c in cmap}
    return found, max(found.values())


def rows(values):
    lines, line = [], "   "
    for value in values:
        piece = f" {value},"
        if len(line) + len(piece) > 116:
            lines.append(line)
            line = "   "
        line += piece
    return "\n".join(lines + [line])


def write(name, out, characters):
    options = subset.Options(
        flavor="woff2", layout_features=["tnum", "kern", "ccmp", "locl", "mark"], hinting=False, notdef_outline=True,
        name_IDs=[1, 2], desubroutinize=True)
    font = subset.load_font(FONTS + name, options)
    font["head"].modified = font["head"].created  # same bytes on every run
    font.recalcTimestamp = False
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    subset.save_font(font, out, options)
    print(out, os.path.getsize(out), "bytes")


def ranges(characters):
    """As CSS writes them: U+100-17F."""
    found = []
    for c in sorted(characters):
        if found and c == found[-1][1] + 1:
            found[-1][1] = c
        else:
            found.append([c, c])
    return ", ".join(f"U+{a:X}" + (f"-{b:X}" if b > a else "") for a, b in found)


def main():
    tables = []
    for weight, name, label in WEIGHTS:
        found, widest = widths(FONTS + name)
        write(name, f"templates/theme/inter-{weight}.woff2", [c for c in ALL if c in COMMON])
        write(name, f"templates/theme/inter-{weight}-extended.woff2", [c for c in ALL if c not in COMMON])
        print("missing:", [hex(c) for c in ALL if c not in found])
        latin = [found.get(c, widest) for low, high in RANGES for c in range(low, high + 1)]
        others = [v for c in SINGLES if c in found for v in (c, found[c])]
        tables.append((label, latin, others, widest))
    with open("Sources/Charts/InterWidths.swift", "w") as file:
        file.write("// Written by scripts/font-widths.py from Inter 4; edit that script, not this file.\n\n")
        file.write("/// Advance widths of Inter in 1/2048 em: tabular figures on, kerning and contextual alternates off.\n")
        file.write("struct InterWidths: Sendable {\n")
        file.write("  /// U+0020 to U+007E, then U+00A0 to U+017F.\n  let latin: [UInt16]\n")
        file.write("  /// Widths of punctuation, arrows and symbols by code point.\n  let others: [UInt32: UInt16]\n")
        file.write("  /// The widest glyph, which stands for every character not listed.\n  let widest: UInt16\n")
        for label, latin, others, widest in tables:
            file.write(f"\n  static let {label} = InterWidths(\n    latin: [\n")
            file.write(rows(latin).replace("\n    ", "\n      ").replace("    ", "      ", 1))
            file.write("\n    ],\n    others: [\n")
            pairs = [f"0x{c:04X}: {w}" for c, w in zip(others[::2], others[1::2])]
            file.write(rows(pairs).replace("\n    ", "\n      ").replace("    ", "      ", 1))
            file.write(f"\n    ],\n    widest: {widest})\n")
        file.write("}\n")
    print("unicode-range:", ranges(c for c in ALL if c not in COMMON))


main()
