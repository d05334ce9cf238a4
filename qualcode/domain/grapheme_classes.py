"""Which part a character plays in a grapheme, after Unicode Standard Annex 29, tables 1b and 1c.

Python's own character table gives the marks; what it lacks (emoji, the Indic letters that form
conjuncts, exceptions) is listed here from Unicode 17.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from enum import IntEnum


class Part(IntEnum):
    """The part that one character plays in a grapheme."""

    OTHER = 0
    CR = 1
    LF = 2
    CONTROL = 3
    EXTEND = 4
    LINKER = 5
    ZWJ = 6
    SPACING = 7
    PREPEND = 8
    FLAG_LETTER = 9
    PICTOGRAPH = 10
    CONSONANT = 11
    HANGUL_L = 12
    HANGUL_V = 13
    HANGUL_T = 14
    HANGUL_LV = 15
    HANGUL_LVT = 16


def _ranges(listed: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    pairs = [part.split("-") for part in listed.split()]
    return tuple(int(pair[0], 16) for pair in pairs), tuple(int(pair[-1], 16) for pair in pairs)


_PICTOGRAPHS = _ranges("""
    A9 AE 203C 2049 2122 2139 2194-2199 21A9-21AA 231A-231B 2328 23CF 23E9-23F3 23F8-23FA 24C2
    25AA-25AB 25B6 25C0 25FB-25FE 2600-2604 260E 2611 2614-2615 2618 261D 2620 2622-2623 2626
    262A 262E-262F 2638-263A 2640 2642 2648-2653 265F-2660 2663 2665-2666 2668 267B 267E-267F
    2692-2697 2699 269B-269C 26A0-26A1 26A7 26AA-26AB 26B0-26B1 26BD-26BE 26C4-26C5 26C8
    26CE-26CF 26D1 26D3-26D4 26E9-26EA 26F0-26F5 26F7-26FA 26FD 2702 2705 2708-270D 270F 2712
    2714 2716 271D 2721 2728 2733-2734 2744 2747 274C 274E 2753-2755 2757 2763-2764 2795-2797
    27A1 27B0 27BF 2934-2935 2B05-2B07 2B1B-2B1C 2B50 2B55 3030 303D 3297 3299 1F004 1F02C-1F02F
    1F094-1F09F 1F0AF-1F0B0 1F0C0 1F0CF-1F0D0 1F0F6-1F0FF 1F170-1F171 1F17E-1F17F 1F18E
    1F191-1F19A 1F1AF-1F1E5 1F201-1F20F 1F21A 1F22F 1F232-1F23A 1F23C-1F23F 1F249-1F25F
    1F266-1F321 1F324-1F393 1F396-1F397 1F399-1F39B 1F39E-1F3F0 1F3F3-1F3F5 1F3F7-1F3FA
    1F400-1F4FD 1F4FF-1F53D 1F549-1F54E 1F550-1F567 1F56F-1F570 1F573-1F57A 1F587 1F58A-1F58D
    1F590 1F595-1F596 1F5A4-1F5A5 1F5A8 1F5B1-1F5B2 1F5BC 1F5C2-1F5C4 1F5D1-1F5D3 1F5DC-1F5DE
    1F5E1 1F5E3 1F5E8 1F5EF 1F5F3 1F5FA-1F64F 1F680-1F6C5 1F6CB-1F6D2 1F6D5-1F6E5 1F6E9
    1F6EB-1F6F0 1F6F3-1F6FF 1F7DC-1F7F0 1F80C-1F80F 1F848-1F84F 1F85A-1F85F 1F888-1F88F
    1F8AE-1F8AF 1F8BC-1F8BF 1F8C2-1F8CF 1F8D9-1F8FF 1F90C-1F93A 1F93C-1F945 1F947-1F9FF
    1FA58-1FA5F 1FA6E-1FAFF 1FC00-1FFFD
""")
_CONSONANTS = _ranges("""
    915-939 958-95F 978-97F 995-9A8 9AA-9B0 9B2 9B6-9B9 9DC-9DD 9DF 9F0-9F1 A95-AA8 AAA-AB0
    AB2-AB3 AB5-AB9 AF9 B15-B28 B2A-B30 B32-B33 B35-B39 B5C-B5D B5F B71 C15-C28 C2A-C39 C58-C5A
    D15-D3A
""")
_LINKERS = _ranges("94D 9CD ACD B4D C4D D4D")
_PREPENDED = _ranges("""
    600-605 6DD 70F 890-891 8E2 D4E 110BD 110CD 111C2-111C3 113D1 1193F 11941 11A84-11A89 11D46
    11F02
""")
_EXTENDING = _ranges("""
    9BE 9D7 B3E B57 BBE BD7 CC0 CC2 CC7-CC8 CCA-CCB CD5-CD6 D3E D57 DCF DDF 1715 1734 1B35 1B3B
    1B3D 1B43-1B44 1BAA 1BF2-1BF3 200C 302E-302F A953 A9C0 FF9E-FF9F 111C0 11235 1133E 1134D 11357
    114B0 114BD 115AF 116B6 11930 1193D 16FF0-16FF1 1D165-1D166 1D16D-1D172 1F3FB-1F3FF
    E0020-E007F
""")
_SPACING = _ranges("E33 EB3")
_ALONE = _ranges("""
    102B-102C 1038 1062-1064 1067-106D 1083 1087-108C 108F 109A-109C 1A61 1A63-1A64 AA7B AA7D
    11720-11721
""")
_CONTROLS = _ranges("2065 FFF0-FFF8 13439-1343F E0000 E0002-E001F E0080-E00FF E01F0-E0FFF")

_LISTED = (
    (_PICTOGRAPHS, Part.PICTOGRAPH),
    (_CONSONANTS, Part.CONSONANT),
    (_LINKERS, Part.LINKER),
    (_PREPENDED, Part.PREPEND),
    (_EXTENDING, Part.EXTEND),
    (_SPACING, Part.SPACING),
    (_ALONE, Part.OTHER),
    (_CONTROLS, Part.CONTROL),
    (_ranges("1F1E6-1F1FF"), Part.FLAG_LETTER),
    (_ranges("200D"), Part.ZWJ),
    (_ranges("D"), Part.CR),
    (_ranges("A"), Part.LF),
    (_ranges("1100-115F A960-A97C"), Part.HANGUL_L),
    (_ranges("1160-11A7 D7B0-D7C6"), Part.HANGUL_V),
    (_ranges("11A8-11FF D7CB-D7FB"), Part.HANGUL_T),
)
_BY_CATEGORY = {
    "Mn": Part.EXTEND,
    "Me": Part.EXTEND,
    "Mc": Part.SPACING,
    "Cc": Part.CONTROL,
    "Cf": Part.CONTROL,
    "Cs": Part.CONTROL,
    "Zl": Part.CONTROL,
    "Zp": Part.CONTROL,
}
_FIRST_SYLLABLE, _LAST_SYLLABLE, _SYLLABLES_PER_PAIR = 0xAC00, 0xD7A3, 28


class _Parts(dict[str, Part]):
    """Remembers the part of each character once it has been asked for."""

    def __missing__(self, character: str) -> Part:
        part = self[character] = _part(character)
        return part


def _part(character: str) -> Part:
    number = ord(character)
    for (starts, ends), part in _LISTED:
        index = bisect_right(starts, number) - 1
        if index >= 0 and number <= ends[index]:
            return part
    if _FIRST_SYLLABLE <= number <= _LAST_SYLLABLE:
        closed = (number - _FIRST_SYLLABLE) % _SYLLABLES_PER_PAIR
        return Part.HANGUL_LVT if closed else Part.HANGUL_LV
    return _BY_CATEGORY.get(unicodedata.category(character), Part.OTHER)


PART_OF = _Parts()
"""The part of each character: `PART_OF[character]`."""
