"""Whatever is changed in a report is noticed, and so is an error of the first route."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from qualcode import Study
from qualcode.audit import agreement as recounting
from qualcode.audit.agreement import verify_agreement
from qualcode.audit.evidence import Evidence
from qualcode.audit.request import Request, read_request
from qualcode.domain.errors import InputError
from qualcode.store import sight
from qualcode.store.raw_rows import RawRows, raw_rows
from tests.audit.worked_study import ROUND, worked

Path_ = tuple[str | int, ...]

PASSED_OVER = ("methods", "software", "notice")
"""A paragraph (its numbers are checked), and what is told of apart from the figures."""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    """Give a study of 110 segments, so that there is a course of time."""
    with worked(tmp_path_factory.mktemp("small"), 60, 11) as made:
        yield made


def leaves(value: Any, path: Path_ = ()) -> Iterator[Path_]:
    """Yield the way to each plain value of a report."""
    if isinstance(value, Mapping):
        for name, part in value.items():
            yield from leaves(part, (*path, name))
    elif isinstance(value, list):
        for place, part in enumerate(value):
            yield from leaves(part, (*path, place))
    else:
        yield path


def changed(report: Any, path: Path_) -> Any:
    """Return the report with one value changed: a number by a millionth."""
    made = copy.deepcopy(report)
    inside = made
    for step in path[:-1]:
        inside = inside[step]
    value = inside[path[-1]]
    if isinstance(value, bool):
        inside[path[-1]] = not value
    elif isinstance(value, int | float):
        inside[path[-1]] = value + 1e-6
    else:
        inside[path[-1]] = 0.0 if value is None else value + "x"
    return made


def evidence(study: Study) -> Evidence:
    with study._session.reading() as connection:
        rows = raw_rows(connection, sight.EVERYTHING)
    return Evidence(**{name: getattr(rows, name) for name in RawRows.__slots__})


def silent(_done: int, _total: int, _what: str) -> None:
    pass


@pytest.mark.parametrize(
    "asked",
    [
        {"by": "week"},
        {"unit": "character", "by": "source", "coders": ["Ana", "Ben"]},
        {"unit": "source", "level": "theme"},
    ],
)
def test_every_value_that_is_changed_is_noticed(
    small: Study, asked: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    report = json.loads(json.dumps(small.agreement(ROUND, n=40, **asked).to_json()))
    facts = evidence(small)
    request = read_request(report)
    once = {request: recounting.recount(request, facts, silent)}

    def recounted(wanted: Request, *_: Any) -> Any:
        if wanted not in once:
            once[wanted] = whole(wanted, facts, silent)
        return once[wanted]

    whole = recounting.recount
    monkeypatch.setattr(recounting, "recount", recounted)
    before = noticed(report, facts)
    unnoticed = []
    met = 0
    for path in thinned(report):
        met += 1
        try:
            if noticed(changed(report, path), facts) == before:
                unnoticed.append(path)
        except InputError:
            assert len(path) <= 2
    assert unnoticed == []
    assert met > 300


def thinned(report: Any) -> Iterator[Path_]:
    """Yield the ways to all values, of long lists only to those of some entries."""
    for path in leaves(report):
        if path[0] in PASSED_OVER:
            continue
        if path[0] in ("disagreements", "confusion", "groups") and int(path[1]) % 9:
            continue
        yield path


def noticed(report: Any, facts: Evidence) -> set[tuple[str, object]]:
    found = verify_agreement(report, read_request(report), facts, silent)
    return {(one.place, one.reported) for one in found.differences}


def test_what_is_gone_or_twice_or_out_of_order_is_noticed(small: Study) -> None:
    report = json.loads(json.dumps(small.agreement(ROUND, n=40, by="source").to_json()))
    for name in ("codes", "pairs", "groups", "leave_one_out", "disagreements", "confusion"):
        for change in (
            lambda rows: rows.pop(),
            lambda rows: rows.append(rows[0]),
            lambda rows: rows.clear(),
        ):
            made = copy.deepcopy(report)
            change(made[name])
            found = small.verifying.report(made)
            assert any(one.place.startswith(name) for one in found.differences)
        made = copy.deepcopy(report)
        del made[name]
        if name != "codes":
            assert any(one.place == name for one in small.verifying.report(made).differences)
    for name in ("codes", "disagreements"):
        made = copy.deepcopy(report)
        made[name].reverse()
        assert f"{name} › order" in [one.place for one in small.verifying.report(made).differences]
    made = report | {"more": 1}
    assert ("more", 1) in [(one.place, one.values) for one in small.verifying.report(made).left]


def test_a_number_in_the_paragraph_is_checked(small: Study) -> None:
    report = small.agreement(ROUND, n=40).to_json()
    value = f"{report['overall']['value']:.2f}"
    report["methods"] = report["methods"].replace(f"was {value}", "was 0.99")
    found = small.verifying.report(report)
    assert [(one.place, one.reported) for one in found.differences] == [("methods", "0.99")]


def _off(function: Any) -> Any:
    """Return a function that is a little wrong."""
    return lambda *given, **named: function(*given, **named) * (1 - 1e-6)


@pytest.mark.parametrize(
    ("where", "what", "seen_in"),
    [
        ("BinaryFigures", "alpha", "alpha"),
        ("BinaryFigures", "percent", "percent"),
        ("BinaryFigures", "ac1", "ac1"),
        ("BinaryFigures", "brennan_prediger", "brennan_prediger"),
        ("PairFigures", "kappas", "kappa"),
        ("PairFigures", "pooled", "pooled_kappa"),
        ("PairFigures", "prevalence", "prevalence_index"),
        ("PairFigures", "bias", "bias_index"),
        ("SetSums", "alpha", "overall › value"),
    ],
)
def test_an_error_in_a_statistic_is_found(
    small: Study, monkeypatch: pytest.MonkeyPatch, where: str, what: str, seen_in: str
) -> None:
    owner = first_route(where)
    monkeypatch.setattr(owner, what, _off(getattr(owner, what)))
    found = small.verifying.agreement(round=ROUND, n=40)
    assert any(seen_in in one.place for one in found.differences)


def test_an_error_in_the_resamples_is_found(small: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    report = small.agreement(ROUND, n=40)
    monkeypatch.setattr(np.random, "default_rng", lambda seed: np.random.Generator(
        np.random.MT19937(seed)
    ))  # fmt: skip
    places = {one.place.rsplit(" › ", 1)[-1] for one in small.verifying.report(report).differences}
    assert {"low", "high", "p_below_800"} <= places
    assert "alpha" not in places


def test_an_error_in_the_units_is_found(small: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    from qualcode.study.reliability import comparing

    right = comparing.segments_of

    def wrong(*given: Any) -> Any:
        units = right(*given)
        return units.kept(np.arange(len(units)) > 0)

    monkeypatch.setattr(comparing, "segments_of", wrong)
    assert "units" in [one.place for one in small.verifying.agreement(round=ROUND).differences]


def first_route(name: str) -> Any:
    """Return a class of the first route, wherever it lives."""
    import importlib
    import pkgutil

    import qualcode.agreement

    for module in pkgutil.walk_packages(qualcode.agreement.__path__, "qualcode.agreement."):
        found = getattr(importlib.import_module(module.name), name, None)
        if found is not None and found.__module__ == module.name:
            return found
    raise AssertionError(name)


def test_work_that_was_done_since_shows(tmp_path: Path) -> None:
    with worked(tmp_path, 20, 2) as study:
        target = tmp_path / "report.json"
        target.write_text(json.dumps(study.agreement(n=40).to_json()), encoding="utf-8")
        assert study.verifying.report(target).agrees
        own = [one for one in study.codings.all() if one.coder == study.coder.id]
        study.codings.remove(next(one for one in own if one.round == ""))
        found = study.verifying.report(target)
        assert not found.agrees
        assert found.report == str(target)
