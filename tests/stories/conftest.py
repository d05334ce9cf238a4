"""The studies that these tests sit down at."""

from tests.support.desks import desk, empty

__all__ = ["desk", "empty"]
