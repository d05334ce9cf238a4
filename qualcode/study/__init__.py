"""The one door to a study: one method, one deed, one transaction."""

from qualcode.study.study import Study, create_study, open_study

__all__ = ["Study", "create_study", "open_study"]
