"""The second route shares no code with the first, and needs no database."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import qualcode.audit

FOLDER = Path(qualcode.audit.__file__).parent


def test_importing_it_imports_nothing_of_the_first_route() -> None:
    code = (
        "import sys, pkgutil, importlib, qualcode.audit as audit\n"
        "for one in pkgutil.walk_packages(audit.__path__, 'qualcode.audit.'):\n"
        "    importlib.import_module(one.name)\n"
        "print(sorted({name.split('.')[1] for name in sys.modules\n"
        "  if name.startswith('qualcode.')} - {'_version'}),\n"
        "  [name for name in ('scipy', 'pandas', 'sqlalchemy', 'textual') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['audit', 'domain'] []"


def test_it_names_nothing_of_the_first_route() -> None:
    named = {
        module
        for file in FOLDER.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        for module in _modules(node)
        if module.startswith("qualcode.")
    }
    assert {name.split(".")[1] for name in named} == {"audit", "domain"}


def _modules(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [one.name for one in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []
