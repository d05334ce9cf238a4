"""`qualcode associations`: whether codes go with an attribute or an outcome."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from qualcode.cli.framing_options import add_coder_rule
from qualcode.cli.narrowing import add_where
from qualcode.cli.opening import opened
from qualcode.cli.releases import put_release
from qualcode.cli.render import Cell, Sheet, add_output_options
from qualcode.domain.association_words import chance, number
from qualcode.domain.associations import AssociationRow, ModelRow
from qualcode.domain.errors import InputError

if TYPE_CHECKING:
    from qualcode.privacy.release import Release
    from qualcode.study.findings.association_units import Among

_NOTHING = "Nothing holds after correction."
_COUNTED = {"with", "without", "of these", "of others"}


def configure(parser: ArgumentParser) -> None:
    """Take the outcome or attribute, the codes, strata, a model, and whom it is about."""
    parser.add_argument(
        "--outcome",
        metavar="ATTRIBUTE[=VALUE]",
        default="",
        help="what codes are compared on; of an attribute with more than two values all are "
        "compared if none is named",
    )
    parser.add_argument(
        "--by",
        metavar="ATTRIBUTE[=VALUE]",
        default="",
        help="an attribute whose values are compared in how many carry each code",
    )
    _add_list(parser, "--code", "NAME", "a code or theme with all below it (again for more)")
    parser.add_argument(
        "--stratum", metavar="ATTRIBUTE", default="", help="hold it still (Mantel-Haenszel)"
    )
    model = parser.add_argument_group("a model of several predictors of one outcome")
    _add_list(model, "--predictor", "WHAT", "code:NAME, or ATTRIBUTE[=REFERENCE] (again for more)")
    model.add_argument("--model", metavar="WHAT,WHAT", default="", help="several at once")
    _add_list(model, "--control", "WHAT", "in the model only to be held still (again for more)")
    _add_whom(parser.add_argument_group("whom it is about"))
    add_where(parser)
    add_output_options(parser)


def _add_whom(group: Any) -> None:
    group.add_argument(
        "--unit",
        choices=["participant", "source"],
        default="participant",
        help="what is counted (default: participant)",
    )
    group.add_argument("--question", metavar="ID", help="only answers to this question")
    group.add_argument(
        "--kind", choices=["survey", "interview", "forum", "case"], help="only such sources"
    )
    add_coder_rule(group)
    group.add_argument(
        "--without-accepted",
        action="store_true",
        help="leave out suggestions that were taken as they were",
    )
    group.add_argument(
        "--seed", type=int, default=0, help="of the random tables behind Fisher's test (0)"
    )


def _add_list(group: Any, option: str, metavar: str, told: str) -> None:
    group.add_argument(option, action="append", default=[], metavar=metavar, help=told)


def run(options: Namespace) -> int:
    """Compare, or fit the model, and show."""
    if bool(options.outcome) == bool(options.by):
        raise InputError("Name what codes are held against: --outcome or --by.")
    predictors = [*filter(None, map(str.strip, options.model.split(","))), *options.predictor]
    is_model = bool(predictors or options.control)
    if is_model and (options.code or options.stratum or options.by):
        raise InputError(
            "A model takes an --outcome, and no --code, --stratum or --by.",
            fix="Name codes as --predictor code:NAME, and what is held still as --control.",
        )
    with opened(options) as study:
        if is_model:
            model = study.associations.model(
                options.outcome, predictors, options.control, _among(options),
                options.unsuppressed,
            )  # fmt: skip
            put_release(study, model, model_sheet(model), options)
        else:
            table = study.associations.table(
                options.outcome, options.by, options.code, options.stratum, _among(options),
                options.seed, options.unsuppressed,
            )  # fmt: skip
            put_release(study, table, sheet(table), options)
    return 0


def _among(options: Namespace) -> Among:
    from qualcode.domain.source import SourceKind
    from qualcode.domain.tables import Unit
    from qualcode.study.findings.association_units import Among

    return Among(
        Unit(options.unit),
        options.question,
        SourceKind(options.kind) if options.kind else None,
        options.where,
        options.coder_rule,
        options.without_accepted,
    )


def sheet(table: Release[AssociationRow]) -> Sheet:
    """Lay a table of associations out for people and programs."""
    is_outcome = bool(table.query.get("outcome"))
    values = {row.value for row in table}
    headings = ["code", *(["value"] if len(values) > 1 else [])]
    headings += ["with", "without"] if is_outcome else ["of these", "of others"]
    headings += ["odds ratio", "p", "q"]
    stratified = any(row.strata is not None for row in table)
    headings += ["in strata"] if stratified else []
    shown = [
        ["  " * row.level + row.name, *([row.value or "all at once"] if len(values) > 1 else []),
         *_shares(row, is_outcome), _ratio(row), _test(row), _chance(row.q),
         *([_common(row)] if stratified else [])]
        for row in table
    ]  # fmt: skip
    return _sheet(_title(table, values), table, AssociationRow, headings, shown)


def _title(table: Release[AssociationRow], values: set[str]) -> str:
    attribute = next((row.attribute for row in table), table.by)
    value = f" = {values.pop()}" if len(values) == 1 else ""
    stratum = table.query.get("stratum")
    return f"Associations with {attribute}{value}{f', within {stratum}' if stratum else ''}"


def model_sheet(table: Release[ModelRow]) -> Sheet:
    """Lay the rows of a model out for people and programs."""
    headings = ["predictor", "level", "against", "odds ratio", "p", "q"]
    shown = [
        [row.name + (" (control)" if row.is_control else ""), row.level, row.reference,
         _ratio(row), _chance(row.p), _chance(row.q)]
        for row in table
    ]  # fmt: skip
    of = next((row for row in table if row.n is not None), None)
    told = f", {of.n} {table.unit.value}s, {of.events} with it" if of else ""
    title = f"A model of {table.query.get('outcome', '')}{told}"
    return _sheet(title, table, ModelRow, headings, shown)


def _sheet(
    title: str, table: Release[Any], kind: type, headings: list[str], shown: list[list[str]]
) -> Sheet:
    columns = tuple(one.name for one in fields(kind))
    rows: list[tuple[Cell, ...]] = [
        tuple(getattr(row, name) for name in columns) for row in table.rows
    ]
    signs = [row.reading for row in table.rows if _is_sign(row)]
    return Sheet(
        title=title,
        columns=columns,
        rows=rows,
        json=table.to_json(),
        notes=(
            f"Base: {table.base}; coder rule: {table.coder_rule}.",
            *signs,
            *([] if signs or not any(map(_is_tested, table)) else [_NOTHING]),
            *table.notes,
        ),
        shown=(headings, shown),
        right=frozenset(at for at, name in enumerate(headings) if name in _COUNTED),
    )


def _is_tested(row: AssociationRow | ModelRow) -> bool:
    return row.p is not None


def _is_sign(row: AssociationRow | ModelRow) -> bool:
    return row.q is not None and row.q < 0.05


def _shares(row: AssociationRow, is_outcome: bool) -> tuple[str, str]:
    """Return who has the value of those with and without the code, or the other way round."""
    if row.both is None or row.code_only is None or row.value_only is None or row.neither is None:
        return "–", "–"
    middle = (row.code_only, row.value_only) if is_outcome else (row.value_only, row.code_only)
    return f"{row.both}/{row.both + middle[0]}", f"{middle[1]}/{middle[1] + row.neither}"


def _ratio(row: AssociationRow | ModelRow) -> str:
    endless = isinstance(row, AssociationRow) and row.is_unbounded
    if row.odds_ratio is None and not endless:
        return "–"
    value = "∞" if row.odds_ratio is None else number(row.odds_ratio)
    if row.low is None and row.high is None:
        return value
    low = "0" if row.low is None else number(row.low)
    return f"{value} [{low}, {'∞' if row.high is None else number(row.high)}]"


def _test(row: AssociationRow) -> str:
    if row.p is None:
        return "–"
    return f"{_chance(row.p)} {'χ²' if row.test == 'chi-square' else row.test}"


def _common(row: AssociationRow) -> str:
    if row.common is None:
        return "–"
    if row.common_low is None or row.common_high is None:
        return number(row.common)
    return f"{number(row.common)} [{number(row.common_low)}, {number(row.common_high)}]"


def _chance(p: float | None) -> str:
    return "–" if p is None else chance(p).removeprefix("= ")
