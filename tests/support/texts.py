"""Texts that try everything a respondent can type, as Hypothesis strategies."""

from __future__ import annotations

from hypothesis import strategies as st

PIECES = (
    *("a", "Ω", "ß", "word", "the", "Dr", "e.g", "etc", "3.5", "2020", "no", "U.S", "I", "B"),
    *(" ", " ", " ", "  ", "\n", "\n\n", "\t", "\r\n", "\u00a0", "\u3000", "\u2029"),
    *(".", ".", "?", "!", "...", "…", ",", "-", "’", '"', "”", "(", ")", "]", "[1]", "- ", "1. "),
    *(
        "。",
        "！",
        "？",
        "」",
        "漢",
        "字",
        "かな",
        "カタ",
        "한",
        "\u1112\u1161\u11ab",
        "؟",
        "सब ठीक।",
    ),
    *(
        "e\u0301",
        "o\u0308\u0323",
        "\u0301",
        "क्षि",
        "नमस्ते",
        "সঙ্গে",
        "ไทย",
        "น้ำ",
        "مرحبا",
        "عَ",
        "שלום",
    ),
    *(
        "👍",
        "👍🏽",
        "👩‍👩‍👧‍👦",
        "❤️",
        "❤",
        "1️⃣",
        "🇩🇪",
        "🇫🇷🇧🇷",
        "🏴\U000e0067\U000e0062\U000e007f",
        "🫠",
        "©",
    ),
    *(
        "\x1b[31m",
        "\x00",
        "\x7f",
        "\x9b",
        "\u200b",
        "\u200e",
        "\u202e",
        "\ufeff",
        "\ud800",
        "\u00ad",
    ),
)
"""Fragments whose mixtures hold every kind of trouble; none begins in mid-character."""

texts = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
"""Texts built of `PIECES`, nonsense and ordinary sentences alike."""

plain_texts = st.text("abcde .,?!'-\n", max_size=300)
"""Texts of single-cell characters, blanks and line ends only."""
