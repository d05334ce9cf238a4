"""The page and its files come from the package, whole and unchanged, and load nothing else."""

from __future__ import annotations

import hashlib
import re

import pytest

from qualcode.serve.page import file, file_names, headers, page

# What npm's packages @xterm/xterm 6.0.0, @xterm/addon-fit 0.11.0 and
# @xterm/addon-unicode-graphemes 0.4.0 hold.
DIGESTS = {
    "xterm/xterm.mjs": "b336ec65a086c056d4804b3d4c2347da5663d3f23c3f25be866467bd8857ad59",
    "xterm/xterm.css": "854a7c0fb70e8b1a083c16797ab827299fb18744f5ad34f227b48337e33293c6",
    "xterm/addon-fit.mjs": "2d87e1bddc73be9111de8beee5370c3bb7aac9c94e18e6f245f02ca741ef1769",
    "xterm/addon-unicode-graphemes.mjs":
        "8844a07489b9f23a4aa80b7e1667efe799088bfe17ec2d8d7050ba8679efbaa5",
}  # fmt: skip

# Names of XML vocabularies, and credits in comments; none of them is loaded.
NAMES = {
    "http://www.w3.org/1999/xhtml",
    "http://www.w3.org/2000/svg",
    "http://bellard.org/jslinux/",
    "https://github.com/chjj/term.js",
}


@pytest.mark.parametrize("name", sorted(DIGESTS))
def test_the_terminal_is_what_was_published(name: str) -> None:
    found = file(name)
    assert found is not None
    assert hashlib.sha256(found.content).hexdigest() == DIGESTS[name]


def test_no_file_names_an_address_elsewhere() -> None:
    texts = [page().content, *(one.content for one in map(file, file_names()) if one)]
    assert len(texts) == len(file_names()) + 1
    for text in texts:
        told = text.decode()
        found = set(re.findall(r"(?:https?|wss?|ftp):/{2}[\w./?=&:%#-]+", told))
        assert {one.rstrip(".") for one in found} <= NAMES
        assert not re.search(r"url\(\s*['\"]?\s*//|src\s*=\s*['\"]//|@import|@font-face", told)
        assert not re.search(r"\bnew Function\b|\beval\(|\bimport\(", told)


def test_every_file_that_the_page_names_is_there() -> None:
    told = page().content.decode()
    named = set(re.findall(r'(?:href|src)="([^"]+)"', told)) - {"data:,"}
    script = file("window.js")
    assert script is not None
    named |= set(re.findall(r'from "\./([^"]+)"', script.content.decode()))
    assert named == set(file_names())


def test_the_browser_is_asked_to_send_no_text_for_translation_or_spelling() -> None:
    told = page().content.decode()
    for words in ('translate="no"', 'spellcheck="false"', 'writingsuggestions="false"'):
        assert words in told
    assert '<meta name="google" content="notranslate">' in told


@pytest.mark.parametrize(
    "name", ["", "index.html", "../door.py", "xterm/../window.js", "xterm/LICENSE", "/etc/passwd"]
)
def test_what_is_not_listed_cannot_be_asked_for(name: str) -> None:
    assert file(name) is None


def test_the_policy_allows_nothing_from_elsewhere() -> None:
    told = headers("127.0.0.1:4711")
    policy = dict(part.strip().split(" ", 1) for part in told["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert policy["connect-src"] == "ws://127.0.0.1:4711"
    assert policy["frame-ancestors"] == "'none'"
    assert "http" not in " ".join(policy.values())
    assert "*" not in " ".join(policy.values())
