"""Short forms that end in a point without ending a sentence, folded and without that point.

English, and the common German, French, Spanish, Portuguese and Italian ones.
"""

from __future__ import annotations


def _forms(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


INSIDE_A_SENTENCE = _forms("""
    mr mrs ms mx dr prof rev hon gov sen rep pres gen col maj capt lt sgt st sr sra srta mme mlle
    mgr fr hr frau sig dott ing e.g eg i.e ie cf vs viz approx esp incl resp z.b d.h u.a o.ä
    bzw evtl ggf inkl sog vgl zzgl p.ex p.e c.à.d ej ud uds exc dept avg
""")
"""After these the sentence goes on, whatever follows."""

BEFORE_A_NUMBER = _forms("no nos nr núm fig figs eq sec sect ch vol p pp pt art abs n°")
"""After these the sentence goes on if a number follows."""

AT_ANY_PLACE = _forms("""
    etc a.m p.m inc ltd co corp jr usw u.s.w etw ph.d m.d b.a m.a d.c jan feb mar apr jun jul aug
    sep sept oct nov dec mon tue tues wed thu thur thurs fri ave blvd rd hrs mins yrs
""")
"""After these the sentence ends if a capital follows."""

SENTENCE_OPENERS = _forms("""
    the a an this that these those it its we they he she you i but and so then there here in on at
    for if when while as after before however also our my his her their what why how who some most
    many no not yes because
""")
"""After an initial (`Plan B. Then`) one of these, with a capital, begins a sentence."""
