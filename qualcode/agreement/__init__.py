"""How far coders agree: coefficients with intervals, over plain tables of ratings.

Needs numpy and nothing else of this program, so that it can be used alone in a notebook. Every
statistic returns a Coefficient: a value with its precision, or the reason why there is none.
"""

from qualcode.agreement.alpha import krippendorff_alpha
from qualcode.agreement.by_code import AgreementByCode, CodeAgreement, agreement_by_code
from qualcode.agreement.chance import brennan_prediger, fleiss_kappa, gwet_ac1, scott_pi
from qualcode.agreement.coefficient import Coefficient, Flag, Reason, Undefined
from qualcode.agreement.intervals import Interval, bootstrap
from qualcode.agreement.kappa import cohen_kappa
from qualcode.agreement.percent import percent_agreement
from qualcode.agreement.ratings import Ratings
from qualcode.agreement.sets import (
    dice_distance,
    jaccard_distance,
    krippendorff_alpha_sets,
    masi_distance,
)

__all__ = [
    "AgreementByCode",
    "CodeAgreement",
    "Coefficient",
    "Flag",
    "Interval",
    "Ratings",
    "Reason",
    "Undefined",
    "agreement_by_code",
    "bootstrap",
    "brennan_prediger",
    "cohen_kappa",
    "dice_distance",
    "fleiss_kappa",
    "gwet_ac1",
    "jaccard_distance",
    "krippendorff_alpha",
    "krippendorff_alpha_sets",
    "masi_distance",
    "percent_agreement",
    "scott_pi",
]
