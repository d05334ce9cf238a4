"""How far coders agree: coefficients with intervals, over plain tables of ratings.

Needs numpy and nothing else of this program, so that it can be used alone in a notebook. Every
statistic returns a Coefficient: a value with its precision, or the reason why there is none.
"""

from qualcode.agreement.alignment.gamma import Gamma, gamma
from qualcode.agreement.codes.by_code import AgreementByCode, CodeAgreement, agreement_by_code
from qualcode.agreement.codes.by_pair import (
    PairAgreement,
    WithoutCoder,
    agreement_by_pair,
    leave_one_coder_out,
)
from qualcode.agreement.codes.coded import CodedUnits
from qualcode.agreement.codes.confusion import CodeConfusion, ConfusedCodes, code_confusion
from qualcode.agreement.coefficient import Coefficient, Flag, Reason, Undefined
from qualcode.agreement.coefficients.alpha import krippendorff_alpha
from qualcode.agreement.coefficients.chance import (
    brennan_prediger,
    fleiss_kappa,
    gwet_ac1,
    gwet_ac2,
    scott_pi,
)
from qualcode.agreement.coefficients.conger import conger_kappa
from qualcode.agreement.coefficients.kappa import cohen_kappa, kappa_max
from qualcode.agreement.coefficients.pairs import holsti, hubert_kappa, light_kappa
from qualcode.agreement.coefficients.percent import percent_agreement
from qualcode.agreement.coefficients.pooled import pooled_kappa
from qualcode.agreement.intervals.benchmarks import Band, Benchmark, benchmark
from qualcode.agreement.intervals.intervals import Interval
from qualcode.agreement.intervals.resampling import bootstrap, jackknife
from qualcode.agreement.sets.alpha import krippendorff_alpha_sets
from qualcode.agreement.sets.distances import dice_distance, jaccard_distance, masi_distance
from qualcode.agreement.spans.boundaries import boundary_similarity
from qualcode.agreement.spans.character_sums import CharacterSums, character_sums
from qualcode.agreement.spans.characters import (
    character_alpha,
    character_jaccard,
    character_kappa,
    character_percent,
)
from qualcode.agreement.spans.matching import span_f1
from qualcode.agreement.spans.spans import Spans
from qualcode.agreement.spans.unitizing import UnitizingAlpha, unitizing_alpha
from qualcode.agreement.tables.ratings import Ratings

__all__ = [
    "AgreementByCode",
    "Band",
    "Benchmark",
    "CharacterSums",
    "CodeAgreement",
    "CodeConfusion",
    "CodedUnits",
    "Coefficient",
    "ConfusedCodes",
    "Flag",
    "Gamma",
    "Interval",
    "PairAgreement",
    "Ratings",
    "Reason",
    "Spans",
    "Undefined",
    "UnitizingAlpha",
    "WithoutCoder",
    "agreement_by_code",
    "agreement_by_pair",
    "benchmark",
    "bootstrap",
    "boundary_similarity",
    "brennan_prediger",
    "character_alpha",
    "character_jaccard",
    "character_kappa",
    "character_percent",
    "character_sums",
    "code_confusion",
    "cohen_kappa",
    "conger_kappa",
    "dice_distance",
    "fleiss_kappa",
    "gamma",
    "gwet_ac1",
    "gwet_ac2",
    "holsti",
    "hubert_kappa",
    "jaccard_distance",
    "jackknife",
    "kappa_max",
    "krippendorff_alpha",
    "krippendorff_alpha_sets",
    "leave_one_coder_out",
    "light_kappa",
    "masi_distance",
    "percent_agreement",
    "pooled_kappa",
    "scott_pi",
    "span_f1",
    "unitizing_alpha",
]
