"""The statistical models that come with the extra `analysis`."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from qualcode.domain.errors import InputError


def statistical_models(module: str) -> Any:
    """Return a module of statsmodels; only what needs it loads it, for it is large.

    Raises:
        InputError: if statsmodels is not installed.
    """
    try:
        return import_module(f"statsmodels.{module}")
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] not in ("statsmodels", "pandas", "patsy"):
            raise
        raise InputError(
            "Strata and models need statsmodels, which is not installed.",
            fix="Install it with: pip install 'qualcode[analysis]'.",
        ) from error
