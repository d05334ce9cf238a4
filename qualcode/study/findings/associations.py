"""Whether codes go with attributes and outcomes, alone and beside others."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.domain.associations import AssociationRow, ModelRow
from qualcode.domain.errors import InputError
from qualcode.domain.tables import Table
from qualcode.privacy.release import Release
from qualcode.study.findings.association_corrections import corrected, corrected_model
from qualcode.study.findings.association_guard import CODE
from qualcode.study.findings.association_model import OutcomeModel
from qualcode.study.findings.association_table import AssociationTable
from qualcode.study.findings.association_units import Among, CodedUnits
from qualcode.study.releasing.gate import Gate
from qualcode.study.session import Session

KIND = "associations"
USUAL = Among()


class Associations:
    """How codes, attributes and outcomes go together."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def table(
        self,
        outcome: str = "",
        by: str = "",
        codes: Sequence[str] = (),
        stratum: str = "",
        among: Among = USUAL,
        seed: int = 0,
        unsuppressed: bool = False,
    ) -> Release[AssociationRow]:
        """Hold each code against an `outcome` or an attribute (`by`), one of the two.

        Either is `ATTRIBUTE` or `ATTRIBUTE=VALUE`. `codes` are names of codes or themes, each with
        all below it; without any all codes that somebody carries. With a `stratum`, an attribute,
        each row has the common odds ratio within its values too. `seed` is of the random tables
        behind Fisher's test where a table is larger than two by two.

        Raises:
            NotFound: if a code, attribute or value is not known.
            InputError: if not one of outcome and attribute is named, the unit is segment, a filter
                cannot be read, or strata are asked for and statsmodels is not installed.
        """
        if bool(outcome) == bool(by):
            raise InputError("Name what codes are held against: an outcome or an attribute.")
        if seed < 0:
            raise InputError("A seed is 0 or more.")
        with self._session.reading() as connection:
            units = CodedUnits(self._session, connection, among)
            against = units.outcome(outcome or by, is_one_value=False)
            made = AssociationTable(units, against, stratum, seed).laid(codes)
            attributes = [one for one in (against.attribute, stratum) if one]
            table = Table(
                KIND, among.unit, f"{units.base}, with {against.attribute} known",
                units.rule.label, made.rows, " x ".join(attributes), made.notes,
                among.without_accepted,
                _query(among, outcome=outcome, by=by, code=list(codes), stratum=stratum,
                       seed=seed),
            )  # fmt: skip
            shown = Gate(self._session).release(connection, table, made.guard, unsuppressed)
        return corrected(shown, bool(outcome), stratum)

    def model(
        self,
        outcome: str,
        predictors: Sequence[str],
        controls: Sequence[str] = (),
        among: Among = USUAL,
        unsuppressed: bool = False,
    ) -> Release[ModelRow]:
        """Predict one value of an attribute from several attributes and codes at once.

        A predictor is `code:NAME`, `ATTRIBUTE`, or `ATTRIBUTE=VALUE` with the value that the others
        are compared with, else the most frequent.

        Raises:
            NotFound: if a code, attribute or value is not known.
            InputError: if the value is not named where it must be, or the model cannot be fitted.
        """
        with self._session.reading() as connection:
            units = CodedUnits(self._session, connection, among)
            chosen = units.outcome(outcome, is_one_value=True)
            fitted = OutcomeModel(units, chosen).fitted(predictors, controls)
            used = dict.fromkeys(row.predictor for row in fitted.rows)
            by = [chosen.attribute, *(one for one in used if not one.startswith(CODE))]
            notes = (
                f"Odds of {chosen.name} in a logistic model; 95 % intervals and p of its profile "
                "likelihood. What goes together need not cause each other.",
                *fitted.notes,
                *filter(None, (units.notice,)),
            )
            table = Table(
                KIND, among.unit, f"{units.base}, with all of the model known", units.rule.label,
                fitted.rows, " x ".join(by), notes, among.without_accepted,
                _query(among, outcome=outcome, predictor=list(predictors),
                       control=list(controls)),
            )  # fmt: skip
            shown = Gate(self._session).release(connection, table, fitted.guard, unsuppressed)
        return corrected_model(shown, chosen.name)


def _query(among: Among, **asked: object) -> dict[str, object]:
    given: dict[str, object] = {
        **asked,
        "unit": among.unit.value,
        "question": among.question,
        "kind": among.kind.value if among.kind else None,
        "where": among.where,
        "coder-rule": among.coder_rule,
        "without-accepted": among.without_accepted,
    }
    return {name: value for name, value in given.items() if value not in (None, "", [], False)}
