"""Words that are typical of a code."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class WordRow:
    """How much more often a word stands in the quotations of a code than in the rest of the text.

    `n` of `words` words of the quotations and `n_rest` of `words_rest` words of the rest are this
    one; `people` and `people_rest` said it there. `z` is the log-odds ratio with an informative
    Dirichlet prior over its standard error, by which the rows are ranked. `g2` is the
    log-likelihood ratio with one degree of freedom, `p` its probability, corrected over all words.
    `log_ratio` is the binary logarithm of the ratio of the two relative frequencies. `spread` runs
    from 0 (said by each in proportion) to 1 (all by one). What is withheld is None; so is the word.
    """

    word: str | None
    n: int | None
    words: int | None
    n_rest: int | None
    words_rest: int | None
    people: int | None
    people_rest: int | None
    z: float | None
    g2: float | None
    p: float | None
    log_ratio: float | None
    spread: float | None
    suppressed: bool = False

    def withheld(self, parts: frozenset[str]) -> WordRow:
        """Return the row without what compares the word with the rest, or without anything."""
        bare = replace(
            self,
            n_rest=None,
            people_rest=None,
            z=None,
            g2=None,
            p=None,
            log_ratio=None,
            suppressed=True,
        )
        if parts <= {"rest"}:
            return bare
        return replace(
            bare, word=None, n=None, words=None, words_rest=None, people=None, spread=None
        )
