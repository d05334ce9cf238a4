"""The paragraph on methods that a paper needs, made of what an agreement report states."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from qualcode.domain.agreement_report import AgreementReport, RoundUsed

_UNITS = {
    "segment": "The unit of analysis was the segment as the sources are structured; a coder gave "
    "a code to a segment by putting it anywhere in it.",
    "sentence": "The unit of analysis was the sentence; a coder gave a code to every sentence "
    "that a span with the code overlaps.",
    "token": "The unit of analysis was the word; a coder gave a code to every word that a span "
    "with the code overlaps.",
    "source": "The unit of analysis was the source; a coder gave a code to a source by putting it "
    "anywhere in the segments that at least two coders looked at, and a source counts for a coder "
    "who looked at all of these.",
    "character": "The unit of analysis was the character; a coder gave a code to every character "
    "of the spans with the code.",
}


def methods_paragraph(report: AgreementReport) -> str:
    """Return one paragraph in plain English that says how the figures came about."""
    told = (
        _compared(report),
        *_round(report.round, report.sampling),
        _codebook(report),
        _UNITS[report.unit],
        _level(report),
        report.of_suggestions,
        _coefficients(report),
        _interval(report),
        _result(report),
        f"All figures were computed with {report.software}.",
    )
    return " ".join(sentence for sentence in told if sentence)


def _compared(report: AgreementReport) -> str:
    words = _counted(report.units, report.unit)
    who = "both" if len(report.coders) == 2 else "at least two of them"
    told = (
        f"{_capital(_number(len(report.coders)))} coders ({_listed(report.coders)}) were compared "
        f"on {words} from {_counted(report.documents, 'source')}, all of which {who} had looked at"
    )
    if report.question:
        told += f"; only answers to the question “{report.question}” were taken"
    if report.left_out:
        told += f"; {_counted(report.left_out, report.unit)} that only one of them had looked at "
        told += "was left out" if report.left_out == 1 else "were left out"
    return told + ". What a coder had not looked at was treated as missing, not as uncoded."


def _round(name: str, used: RoundUsed | None) -> Iterable[str]:
    if used is None:
        yield "The coding was done outside of a planned round of double coding."
        return
    drawn = used.sampling
    what = f"{drawn.drawn:,} of {_counted(drawn.population, drawn.unit.value)}"
    if drawn.drawn == drawn.population:
        told = (
            f"For the round “{name}” all {_counted(drawn.population, drawn.unit.value)} were taken"
        )
    else:
        told = f"For the round “{name}” {what} ({_percent(drawn.share)}) were drawn at random"
        told += f" (seed {drawn.seed})"
        if drawn.stratify:
            told += f", the same share within each combination of {_listed(drawn.stratify)}"
    yield f"{told}; {_overlap(drawn.overlap)}."
    if drawn.repeats:
        yield (
            f"{_percent(drawn.repeats)} of each coder's queue were segments that the same coder "
            "had coded before, put in unmarked to measure consistency; they are not compared "
            "between coders."
        )
    yield (
        "The coders worked blind: none could see another's codings while the round was open."
        if used.blind
        else "The coders did not work blind: they could see each other's codings."
    )
    if used.unblinded:
        yield "The lead looked at figures before the round was closed."
    if not used.closed:
        yield "The round was still open when these figures were computed."


def _overlap(share: float) -> str:
    if share >= 1:
        return "every coder was given all of them"
    return (
        f"{_percent(share)} of these were given to every coder and each of the others to one coder"
    )


def _codebook(report: AgreementReport) -> str:
    book = report.codebook
    if book is None or not report.codes:
        return ""
    told = f"The codebook “{book.title}”" if book.title else "The codebook"
    told += f", version {book.version}," if book.version else ""
    told += f" had revision {book.revision}, with {_counted(len(report.codes), 'code')} compared."
    others = [one for one in book.coded_under if one and one != book.revision]
    if others:
        told += f" Some codings were made under {_counted(len(others), 'other revision')} of it."
    return told


def _level(report: AgreementReport) -> str:
    if report.level == "leaf":
        return "Each code counts as it was given, without the codes above it."
    return (
        "Codes were rolled up to the themes at the top of the codebook before comparing: a coder "
        "gave a theme to a unit by giving any code below it."
    )


def _coefficients(report: AgreementReport) -> str:
    kappa = "Cohen's kappa" if len(report.coders) == 2 else "the mean of Cohen's kappas over pairs"
    sets = (
        "For all codes together alpha treats the set of codes on a character as one nominal value."
        if report.unit == "character"
        else "For all codes together the report gives Krippendorff's alpha over whole sets of "
        f"codes with the {_distance(report.distance)} distance."
    )
    return (
        "Each code was taken as applied or not, on the units that it is for, and is reported with "
        f"Krippendorff's alpha (nominal), percent agreement, {kappa} and Gwet's AC1. " + sets
    )


def _distance(name: str) -> str:
    return {"masi": "MASI (Passonneau 2006)", "jaccard": "Jaccard", "dice": "Dice"}.get(name, name)


def _interval(report: AgreementReport) -> str:
    what = "sources" if report.resampled == "documents" else f"{report.unit}s"
    if report.resampled == "none":
        return "As all comes from one source, no interval is given."
    return (
        f"The {_percent(report.confidence)} intervals are {report.interval} intervals of "
        f"{report.n_resamples:,} bootstrap resamples of whole {what} (seed {report.seed}); coders "
        "were not resampled."
    )


def _result(report: AgreementReport) -> str:
    whole = report.overall
    if whole.value is None:
        told = f"Alpha over all codes is undefined ({whole.reason})."
    else:
        told = f"Alpha over all codes was {whole.value:.2f}"
        if whole.low is not None and whole.high is not None:
            told += f" ({_percent(report.confidence)} interval {whole.low:.2f} to {whole.high:.2f})"
        told += "."
    missing = len(report.codes) - whole.n_codes
    if whole.median is not None and whole.lowest is not None and whole.highest is not None:
        told += (
            f" Of {_counted(len(report.codes), 'code')}, {whole.n_codes} had a defined alpha, "
            f"with a median of {whole.median:.2f} and a range of {whole.lowest:.2f} to "
            f"{whole.highest:.2f}"
        )
        told += f"; {missing} had none and are left out of the median." if missing else "."
    return told


def _counted(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def _percent(share: float) -> str:
    return f"{100 * share:.3g} %"


def _number(count: int) -> str:
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    return words[count] if count < len(words) else str(count)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _listed(names: Sequence[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else list(names))
