"""Agreement reports to write out: one of everything, with words that mean harm."""

from __future__ import annotations

from datetime import UTC, datetime

from qualcode.domain.agreement_drift import Drift, Repeated, Stretch, UnderRevision
from qualcode.domain.agreement_report import (
    AgreementReport,
    CodebookUsed,
    CodeFigures,
    CodeInGroup,
    Confused,
    Figure,
    GroupFigures,
    Overall,
    PairFigures,
    SpanFigures,
    WithoutCoder,
)
from qualcode.domain.disagreements import Disagreement

MADE = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)

WICKED = (
    "=cmd()|'/c calc'!A1 <script>alert(1)</script> | [y] [x](javascript:alert(1)) **b** `c` "
    "&amp; {{ 7 * 7 }} {% raw %} \x1b[31m\x00\x08\ufffe \u202eesrever\u202c ~~s~~ $x$ \\ _i_"
)
LINES = "# not a heading\n- not a list\n1. nor this\n> nor this\r\n| a | b |\n=1+1\n\nthe end"
CODERS = ("=ann", "<b>bo</b>", "cy|d")


def code(name: str, number: int, **more: object) -> CodeFigures:
    """Return the figures of one code."""
    figures: dict[str, object] = {
        "code": f"c{number}", "name": name, "alpha": 0.5, "low": 0.2, "high": 0.8,
        "percent": 0.9, "percent_low": 0.8, "percent_high": 1.0, "kappa": 0.5, "kappa_low": 0.2,
        "kappa_high": 0.8, "ac1": 0.85, "n_by_coder": dict.fromkeys(CODERS, number), "n_units": 20,
        "reason": None, "p_below_667": 0.8, "p_below_800": 0.97, "kappa_note": "Light kappa",
    }  # fmt: skip
    return CodeFigures(**{**figures, **more})  # type: ignore[arg-type]


def wicked_report(**more: object) -> AgreementReport:
    """Return a report in which every name and every word is hostile."""
    codes = (
        code(WICKED, 1),
        code("Fine", 2, alpha=0.9, low=0.85, high=0.95, flags=("kappa and AC1 part ways: bias",)),
        code("So so", 3, alpha=0.8, low=0.7, high=0.9),
        code("Unused", 4, alpha=None, low=None, high=None, kappa=None, reason="not used"),
    )
    disagreements = tuple(
        Disagreement(
            code="c1",
            source=WICKED,
            segment="=1",
            used_by=CODERS[:1],
            not_used_by=CODERS[1:2],
            quotation=words,
            start=0,
            end=9,
            did_not_look=CODERS[2:],
            readings={CODERS[0]: ("c1", "c2"), CODERS[1]: (), CODERS[2]: None},
            segment_id="s",
        )
        for words in (WICKED, LINES, "👩‍👩 مرحبا", "")
    )
    values: dict[str, object] = {
        "unit": "segment", "level": "leaf", "round": "=pilot", "coders": CODERS, "units": 20,
        "left_out": 1, "documents": 12, "resampled": "documents",
        "overall": Overall(
            "Krippendorff alpha over code sets (masi)", 0.62, 0.41, 0.79, None, 0.6, 0.98,
            median=0.8, lowest=0.5, highest=0.9, n_codes=3,
        ),
        "codes": codes,
        "disagreements": disagreements,
        "pairs": tuple(
            PairFigures(one, other, 18, 0.7, value, 0.1, 0.9, 0.5, None, {"c1": value, "c2": None})
            for one, other, value in (
                (CODERS[0], CODERS[1], 0.9),
                (CODERS[0], CODERS[2], 0.7),
                (CODERS[1], CODERS[2], -0.2),
            )
        ),
        "leave_one_out": tuple(
            WithoutCoder(one, 15, 0.6, 0.5, 0.7, None, {"c1": 0.5}) for one in CODERS
        ),
        "confusion": (Confused("c1", "c2", 3), Confused("c1", "c1", 5)),
        "by": "question",
        "groups": (
            GroupFigures(
                "=q", 10, 5, Figure("alpha", 0.5, 0.4, 0.6), (CodeInGroup("c1", 0.5, 10, None),)
            ),
        ),
        "drift": Drift(
            (Repeated(CODERS[0], 9, 0.8, 0.7, None, None, None),),
            (Stretch(1, 100, "2026-03-02", "2026-03-03", 0.7, 0.6, 0.8, None),),
            (UnderRevision("abc", 10, None, None, None, "no variation"),),
        ),
        "methods": f"Three coders were compared. {WICKED}",
        "n_resamples": 1000,
        "codebook": CodebookUsed(WICKED, "1", "abc"),
        "software": "qualcode 0",
    }  # fmt: skip
    return AgreementReport(**{**values, **more})  # type: ignore[arg-type]


def with_spans() -> AgreementReport:
    """Return a report by character."""
    spans = SpanFigures(0.5, 0.1, 0.4, 0.3, None, None, dict.fromkeys(CODERS, 3))
    return wicked_report(
        unit="character", codes=(code("Fine", 1, spans=spans),), disagreements=(), pairs=(),
        leave_one_out=(), confusion=(), groups=(), drift=Drift(),
    )  # fmt: skip
