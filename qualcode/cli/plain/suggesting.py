"""The commands that list suggestions, say why, and accept or reject one by its number."""

from __future__ import annotations

from functools import partial

from qualcode.cli.plain import telling
from qualcode.cli.plain.moving import Verb
from qualcode.cli.plain.place import Place
from qualcode.domain.errors import InputError, Refused
from qualcode.tui.coding.suggesting import Offer
from qualcode.tui.suggesting.reasons import because, how_sure, reason_rows


class Suggested:
    """What is suggested where the coder stands; nothing is worked out before it is asked for."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._bench = place.bench

    def verbs(self) -> dict[str, Verb]:
        """Map the ids of commands to what they do."""
        return {
            "suggest": self._list,
            "why": self._why,
            "accept": partial(self._settle, True),
            "reject": partial(self._settle, False),
        }

    @property
    def _offers(self) -> list[Offer]:
        return self._bench.suggestions.on(self._bench.cursor.segment)

    def _list(self, _: str) -> list[str]:
        known, number = self._bench.suggestions, self._bench.cursor.segment
        if known.possible:
            self._place.hints.look_up(self._bench.entry.segment.id)
        said = known.said_of(number)
        if not self._offers:
            return [known.none_told("on this segment", number)]
        lines = [self._line(place, one) for place, one in enumerate(self._offers, 1)]
        return [*lines, *([f"{said.capitalize()}."] if said else [])]

    def _line(self, place: int, offer: Offer) -> str:
        one, whole = offer.suggestion, self._bench.entry.span
        quoted = telling.quotation(offer.span.of(self._bench.page.text))
        words = "" if offer.span == whole else f", on {quoted}"
        told = ", ".join(each for each in (self._place.codes.name(one.code), how_sure(one)) if each)
        why = because(one)
        return telling.one_line(f"{place}. {told}{words}{why and f': {why}'}.")

    def _meant(self, typed: str) -> Offer:
        offers = self._offers
        if not offers:
            raise Refused("Nothing is listed for this segment: suggest lists what is suggested.")
        if not typed and len(offers) > 1:
            raise InputError(f"Say which: a number from 1 to {len(offers)}.")
        if typed and not (typed.isdecimal() and 0 < int(typed) <= len(offers)):
            raise InputError(f"There is no suggestion {typed} here, but 1 to {len(offers)}.")
        return offers[int(typed or 1) - 1]

    def _why(self, typed: str) -> list[str]:
        one = self._meant(typed).suggestion
        struck = [
            each.word for each in self._bench.study.suggestions.struck() if each.code == one.code
        ]
        told = [
            telling.one_line(
                (f"{telling.quotation(row.words)}: " if row.words else "")
                + f"{row.about}, {row.weight}."
            )
            for row in reason_rows(one, struck)
        ]
        return told or ["No single word or coding stands out."]

    def _settle(self, accepts: bool, typed: str) -> list[str]:
        offer, bench = self._meant(typed), self._bench
        position = bench.cursor.position
        bench.suggestions.choose(offer)
        if accepts:
            bench.offers.accept_here()
        else:
            bench.offers.reject()
        told = bench.told
        bench.go(position)
        if told.failed:
            raise Refused(told.text)
        return [telling.one_line(told.text.partition(";")[0])]
