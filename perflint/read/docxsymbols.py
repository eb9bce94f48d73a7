"""Signs of Symbol and Wingdings, which Word keeps as numbers of a font in place of characters."""

from __future__ import annotations

from perflint.lazyregex import lazy_regex

# From 0x21 and from 0xA0 on; the encoding of the font Symbol (Adobe, https://www.unicode.org/Public/MAPPINGS).
_SYMBOL_LOW = "!∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
_SYMBOL_HIGH = "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑"
_SYMBOL = {0x21 + i: sign for i, sign in enumerate(_SYMBOL_LOW)} | {
    0xA0 + i: sign for i, sign in enumerate(_SYMBOL_HIGH)
}
_WINGDINGS = {
    0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x72: "❒", 0x75: "◆", 0x76: "❖", 0x77: "◆", 0x9F: "•", 0xA1: "○",
    0xA7: "▪", 0xA8: "□", 0xAB: "★", 0xD8: "➢", 0xE0: "→", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS_2 = {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "□", 0x2A: "□"}
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": _SYMBOL}
# Where such fonts keep their signs among the characters.
_PRIVATE = 0xF000
_SIGNS = lazy_regex("[\uf001-\uf0ff]")


def sign_of(code: int, font: str) -> str:
    """What a font's sign shows; a private one of an unknown font is taken for Symbol's, as Word's own list gives."""
    own = code - _PRIVATE if _PRIVATE <= code <= _PRIVATE + 0xFF else code
    known = _FONTS.get(font.strip().casefold())
    if known is None:
        if own == code:
            return chr(code) if 0x20 <= code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else ""
        known = _SYMBOL
    return known.get(own) or (" " if own == 0x20 else chr(code))


def shown_signs(text: str, font: str) -> str:
    """A text with its private signs as what they show; as many characters as before."""
    if _SIGNS.search(text) is None:
        return text
    return _SIGNS.sub(lambda match: sign_of(ord(match.group()), font), text)
