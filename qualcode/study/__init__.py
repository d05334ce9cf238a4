"""The one door to a study: one method, one deed, one transaction."""

from qualcode.study.doors import create_study, open_study
from qualcode.study.study import Study

__all__ = ["Study", "create_study", "open_study"]
