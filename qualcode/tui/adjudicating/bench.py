"""The state of the adjudication screen: which dispute, what is chosen, what was told last."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from qualcode.domain.disputes import LETTERS, Choice, choice_of, choose, common, in_words, taken
from qualcode.domain.errors import QualcodeError
from qualcode.domain.events import EventKind
from qualcode.domain.identity import Id
from qualcode.domain.rounds import Verdict
from qualcode.study import Study
from qualcode.study.adjudication.disputes import Dispute
from qualcode.study.history import Undone
from qualcode.tui.codes import Codes
from qualcode.tui.told import Told


class DecisionBench:
    """One person who adjudicates one round; there is at least one dispute.

    `draft` holds the codes that are being chosen one by one, None while none are. `reason` was
    written and not kept yet. `sending` says that the next decision goes to the codebook too.
    """

    def __init__(
        self, study: Study, round: str, clock: Callable[[], datetime] = datetime.now
    ) -> None:
        self._study = study
        self._clock = clock
        self.round = round
        self.disputes = study.adjudication.disputes(round)
        self.names = study.team.names()
        self.waiting = study.adjudication.agreed(round).waiting
        self.everything = all(not one.is_open for one in self.disputes)
        self.position = next((n for n, one in enumerate(self.disputes) if one.is_open), 0)
        self.told = Told()
        self.saved: datetime | None = None
        self._mine: set[Id] = set()
        self._codes: dict[str, Codes] = {}
        self._clear()
        if self.everything:
            self.tell("Everything is decided; j and k step through it.")

    def _clear(self) -> None:
        self.draft: set[str] | None = None
        self.picked: list[str] = []
        self.reason = ""
        self.sending = False
        self._shown = 0

    @property
    def dispute(self) -> Dispute:
        """Return the dispute at hand."""
        return self.disputes[self.position]

    @property
    def codes(self) -> Codes:
        """Return the codebook's codes as they are offered for this segment."""
        question = self.dispute.segment.question or ""
        if question not in self._codes:
            self._codes[question] = Codes(self._study.catalogue.codebook, question)
        return self._codes[question]

    @property
    def listed(self) -> list[str]:
        """Return the codes that have a number: disputed, agreed, decided, then picked ones."""
        decided = self.dispute.decision.codes if self.dispute.decision else ()
        return list(dict.fromkeys((*self.dispute.all_codes, *decided, *self.picked)))

    @property
    def chosen(self) -> set[str]:
        """Return the codes that are being chosen, else those that were decided."""
        if self.draft is not None:
            return self.draft
        return set(self.dispute.decision.codes) if self.dispute.decision else set()

    @property
    def code(self) -> str:
        """Return the code whose definition is shown."""
        return self.listed[self._shown % len(self.listed)]

    @property
    def why(self) -> str:
        """Return the reason that was written, else that of the decision."""
        return self.reason or (self.dispute.decision.reason if self.dispute.decision else "")

    @property
    def progress(self) -> tuple[int, int]:
        """Return how many disputes are decided, and how many there are."""
        return sum(not one.is_open for one in self.disputes), len(self.disputes)

    def place(self, dispute: Dispute) -> str:
        """Return how a segment is called in one line."""
        who = dispute.participant.name if dispute.participant else dispute.source.name
        return f"{who} {dispute.segment.label}"

    def tell(self, text: str, failed: bool = False) -> None:
        """Answer the last key with a line."""
        self.told = Told(text, failed)

    def go(self, step: int) -> None:
        """Step to the next dispute (1) or the one before (-1) that is to be seen."""
        place = self.position + step
        while 0 <= place < len(self.disputes):
            one = self.disputes[place]
            if self.everything or one.is_open or one.segment.id in self._mine:
                self._stand(place)
                return
            place += step
        more = "" if self.everything else "; v shows the decided ones too"
        self.tell(f"There is none {'after' if step > 0 else 'before'} this one{more}.")

    def _stand(self, place: int) -> None:
        self.position = place
        self._clear()

    def turn_everything(self) -> None:
        """Step through all disputes, or only through open ones."""
        self.everything = not self.everything
        self.tell("Stepping through all." if self.everything else "Stepping through open ones.")

    def next_code(self) -> None:
        """Show the definition of the next code."""
        self._shown += 1

    def toggle(self, number: int) -> None:
        """Choose a code by its number from 1, or leave it out again."""
        if number > len(self.listed):
            self.tell(f"There is no code {number} here; o takes another one from the codebook.")
            return
        code = self.listed[number - 1]
        self.begin()
        self.draft = (self.draft or set()) ^ {code}
        self._shown = number - 1

    def begin(self) -> None:
        """Begin to choose single codes, from those that all readings have."""
        if self.draft is None:
            self.draft = set(common(self.dispute.readings))

    def pick(self, code: str) -> None:
        """Take in a code of the codebook."""
        self.begin()
        self.draft = (self.draft or set()) | {code}
        if code not in self.listed:
            self.picked.append(code)

    def step_back(self) -> bool:
        """Leave what was begun; say whether anything was."""
        begun = self.draft is not None or bool(self.reason) or self.sending
        self._clear()
        return begun

    def take(self, key: str) -> None:
        """Take the reading of a letter."""
        place = LETTERS.index(key)
        if place >= len(self.dispute.readings):
            self.tell(f"There is no reading {key.upper()} here.")
            return
        self.settle(choose(self.dispute.readings, Verdict.READING, place))

    def take_both(self) -> None:
        """Take the codes of all readings."""
        self.settle(choose(self.dispute.readings, Verdict.BOTH))

    def take_neither(self) -> None:
        """Take what all readings have."""
        self.settle(choose(self.dispute.readings, Verdict.NEITHER))

    def accept(self) -> None:
        """Decide with the codes that were chosen; go on if none were."""
        if self.draft is not None:
            self.settle(choice_of(self.dispute.readings, self.draft))
        elif self.dispute.is_open:
            self.tell("Nothing is chosen: decide with a letter, + or 0, or choose with digits.")
        else:
            self.go(1)

    def settle(self, choice: Choice, going_on: bool = True) -> None:
        """Decide the dispute at hand, then go to the next open one."""
        sending, code, dispute = self.sending, self.code, self.dispute
        if not self._try(lambda: self._settle(choice)):
            self._renew({dispute.segment.id})
            return
        if sending:
            self._send_too(code)
        if going_on and not self.told.failed:
            self._go_on()

    def _send_too(self, code: str) -> None:
        decided = self.told.text
        if not self._try(lambda: self._send(code)):
            reason = self.told.text.partition(": ")[2]
            self.tell(f"{decided}, but NOT IN THE CODEBOOK: {reason}", failed=True)

    def _settle(self, choice: Choice) -> str:
        decision = self._study.adjudication.settle(self.dispute, choice, self.why)
        self._mine.add(decision.segment)
        self.disputes[self.position] = replace(self.dispute, decision=decision)
        names = ", ".join(self.codes.name(code) for code in decision.codes) or "nothing applies"
        self._clear()
        return f"{self.place(self.dispute)}: {in_words(self.dispute.readings, decision)} ({names})"

    def _go_on(self) -> None:
        """Go to the next open dispute, from the beginning if there is none after this one."""
        places = [n for n, one in enumerate(self.disputes) if one.is_open]
        if places:
            self._stand(next((n for n in places if n > self.position), places[0]))
        else:
            self.tell(f"{self.told.text}. That was the last one: all are decided.")

    def write_reason(self, text: str) -> None:
        """Keep a reason for the decision that follows, or change that of one that stands."""
        self.reason = text.strip()
        standing = self.dispute.decision
        if standing is not None and self.draft is None and self.reason:
            whole = taken(self.dispute.readings, standing)
            choice = Choice(standing.verdict, frozenset(standing.codes), whole)
            self.settle(choice, going_on=False)

    def send(self) -> None:
        """Send the segment to the codebook, or have it sent with the decision that follows."""
        if not self.why:
            self.tell("An edge case needs its reason: r writes it.")
        elif self.dispute.is_open:
            self.sending = not self.sending
        else:
            self._try(lambda: self._send(self.code))

    def _send(self, code: str) -> str:
        sent = self._study.adjudication.send_to_codebook(self.dispute, code)
        self._codes.clear()
        kind = "an atypical example" if sent.belongs else "close, but no"
        return f"In the codebook: {kind} of {self.codes.name(code)}"

    def take_over(self) -> None:
        """Let consensus code what all read alike."""
        self._try(self._take_over)

    def _take_over(self) -> str:
        number = self._study.adjudication.take_over_agreed(self.round)
        self.waiting = 0
        if not number:
            return "What all read alike is in consensus already."
        segments = f"{number} segment{'' if number == 1 else 's'}"
        return f"{segments} that all read alike taken over into consensus; u takes that back"

    def undo(self) -> None:
        """Take back the latest deed and show what it was about."""
        self._step(self._study.adjudication.undo, "undone")

    def redo(self) -> None:
        """Bring forth again what was taken back, and show it."""
        self._step(self._study.adjudication.redo, "done again")

    def _step(self, step: Callable[[], Undone], word: str) -> None:
        def deed() -> str:
            undone = step()
            about = [one for one in undone.events if one.kind is EventKind.DECISION]
            touched = {Id(one.subject.split(" ", 1)[0]) for one in about}
            self._renew(touched)
            self._codes.clear()
            places = [n for n, one in enumerate(self.disputes) if one.segment.id in touched]
            if not places:
                self.waiting = self._study.adjudication.agreed(self.round).waiting
                return f"{word}: {undone}"
            self._mine |= touched
            self._stand(places[0])
            return f"{word}: the decision on {self.place(self.dispute)}"

        self._try(deed)

    def _renew(self, segments: set[Id]) -> None:
        """Read again what is decided about some segments."""
        wanted = [one for one in self.disputes if one.segment.id in segments]
        try:
            fresh = {one.segment.id: one for one in self._study.adjudication.renewed(wanted)}
        except QualcodeError:
            return
        self.disputes = [fresh.get(one.segment.id, one) for one in self.disputes]

    def _try(self, deed: Callable[[], str]) -> bool:
        """Do a deed and tell of it; a failure leaves everything as it was and says so."""
        try:
            self.told = Told(deed())
        except QualcodeError as error:
            self.told = Told(f"NOT SAVED: {error}", failed=True)
            return False
        self.saved = self._clock()
        return True
