"""Judges a codebook that is not a file by the rules of the file that it becomes."""

from __future__ import annotations

import re

from qualcode.domain.codebook import Codebook
from qualcode.domain.errors import CodebookError, InputError
from qualcode.exchange.codebook_checks import check_codes
from qualcode.exchange.codebook_writing import codebook_to_yaml
from qualcode.exchange.codebook_yaml import SCHEMA
from qualcode.exchange.strict_yaml.document import load
from qualcode.exchange.strict_yaml.schema import check_schema, shipped_schema

# Lines of a file that nobody has seen yet say nothing.
_LINE = re.compile(r",( first in)? line \d+")


def refuse_new_errors(before: Codebook, after: Codebook) -> None:
    """Refuse a change of a codebook that brings an error into its file.

    What was wrong before does not bar a change of something else.

    Raises:
        InputError: telling the first error, and what to do.
    """
    found = _errors(after)
    known = set(_errors(before)) if found else set()
    for text, fix in found:
        if (text, fix) not in known:
            raise InputError(text[:1].upper() + text[1:], fix=fix)


def _errors(codebook: Codebook) -> list[tuple[str, str]]:
    if not codebook.codes:
        return []
    document = load(codebook_to_yaml(codebook), "codebook.yaml", CodebookError)
    problems = [
        *check_schema(document, shipped_schema(SCHEMA)),
        *check_codes(document, ()),
    ]
    return [(_LINE.sub("", one.text), one.fix) for one in problems if one.is_error]
