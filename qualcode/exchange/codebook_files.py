"""Codebook files of any form that qualcode reads, told apart by name and content."""

from __future__ import annotations

from pathlib import Path

from qualcode.domain.codebook import Codebook
from qualcode.domain.errors import CodebookError
from qualcode.exchange.code_tables import parse_code_table
from qualcode.exchange.codebook_writing import in_tree_order
from qualcode.exchange.codebook_yaml import codebook_in
from qualcode.exchange.name_lists import codebook_of_names, is_name_list
from qualcode.exchange.strict_yaml.decoding import decode, read_bytes
from qualcode.exchange.strict_yaml.document import load

TABLES = (".csv", ".tsv", ".tab")


def read_codebook_file(path: Path) -> Codebook:
    """Read a codebook: our own YAML, nested lists of names in YAML, or a CSV or TSV table.

    A form without a title takes the file's name for one.

    Raises:
        CodebookError: naming the place in the file, and the remedy.
    """
    data = read_bytes(path, CodebookError)
    if path.suffix.casefold() in TABLES:
        text = decode(data, str(path), CodebookError)
        return in_tree_order(parse_code_table(text, str(path), path.stem))
    document = load(data, str(path), CodebookError)
    if is_name_list(document.value):
        return in_tree_order(codebook_of_names(document, path.stem))
    return codebook_in(document)
