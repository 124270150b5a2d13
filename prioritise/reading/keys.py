"""The keys of the YAML files: one list, by which the readers read and the schema describes.

What a key means is the docstring of the field that it fills, and so are its limits.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias, get_args

from prioritise.programme.appraised import Appraisal, Factors, FactorsByLevel, Readiness
from prioritise.programme.faults import Fault
from prioritise.programme.money import Unit
from prioritise.programme.programme import Programme
from prioritise.programme.reach import Reach
from prioritise.programme.records import Criterion, Rule, ValueBasis
from prioritise.programme.scenario import (
    CostChange,
    DecisionChange,
    HubChange,
    ProposalChange,
    RuleChange,
    Scenario,
    SolverChange,
    StreamChange,
    TermsChange,
)
from prioritise.programme.uncertainty import (
    LONGEST,
    SHORTEST,
    CostUncertainty,
    ScoreUncertainty,
    StreamUncertainty,
    Uncertainty,
    WeightUncertainty,
)
from prioritise.programme.weighting import Weighting
from prioritise.reading.cells import (
    BadCell,
    Reader,
    free_text,
    identifier,
    label,
    number,
    whole,
    word,
    yes_or_no,
)
from prioritise.reading.columns import Layout
from prioritise.reading.tree import Node, mapping, required, value


@dataclass(frozen=True, slots=True)
class Many:
    """A list."""

    of: Reader | Form | Many
    """What each item is."""
    least: int = 0
    """Fewest items."""
    most: int | None = None
    """Most items."""
    ids: str = ""
    """Table whose ids the items are."""
    distinct: bool = True
    """Whether every item stands there once."""


@dataclass(frozen=True, slots=True)
class Named:
    """Keys that are names of the user's own."""

    of: Holds
    """What stands under each."""
    ids: str = ""
    """Table whose ids the names are."""
    least: int = 0
    """Fewest names."""


@dataclass(frozen=True, slots=True)
class Either:
    """Two ways of saying the same."""

    one: Holds
    other: Holds


@dataclass(frozen=True, slots=True)
class Key:
    """A key, and what may stand under it."""

    kind: type
    """Class with the field that it fills."""
    field: str
    """That field."""
    holds: Holds
    """How its value is read, or what it consists of."""
    needed: bool = False
    """Whether it has to be there."""
    filled: bool = False
    """Whether it has to say something where it is there; else nothing counts as left out."""


Form: TypeAlias = Mapping[str, Key]
"""Keys that are known, in the order in which people write them."""
Holds: TypeAlias = "Reader | Form | Many | Named | Either"


def unit(text: str) -> str | None:
    """A unit of amounts."""
    found = word(text)
    if found is not None and found not in get_args(Unit):
        raise BadCell(f"one of {', '.join(get_args(Unit))}")
    return found


CRITERION: Form = {
    "weight": Key(Criterion, "weight", number),
    "scale": Key(Criterion, "scale", Many(number, 2, 2), filled=True),
    "curve": Key(Criterion, "curve", Many(Many(number, 2, 2, distinct=False), 2), filled=True),
    "at_least": Key(Criterion, "at_least", number),
    "at_most": Key(Criterion, "at_most", number),
    "because": Key(Criterion, "because", label),
}
_PAIRS = Named(Named(free_text, ids="criteria"), ids="criteria")
WEIGHTING: Form = {
    "given": Key(Weighting, "weights", Named(number, ids="criteria")),
    "swing": Key(Weighting, "weights", Named(number, ids="criteria")),
    "pairwise": Key(Weighting, "pairs", _PAIRS),
}
"""Ways in which weights are found."""
VALUE: Form = {
    "size": Key(ValueBasis, "size", word),
    "likelihood": Key(ValueBasis, "likelihood", word),
}
RULE: Form = {
    "name": Key(Rule, "name", label, needed=True),
    "measure": Key(Rule, "measure", word, needed=True),
    "where": Key(Rule, "where", Named(Either(free_text, Many(free_text, 1)))),
    "for_each": Key(Rule, "for_each", word),
    "at_least": Key(Rule, "at_least", number),
    "at_most": Key(Rule, "at_most", number),
    "column": Key(Rule, "column", label),
    "one_of": Key(Rule, "one_of", Named(Either(free_text, Many(free_text, 1)))),
    "same": Key(Rule, "same", word),
}
REACH_COLUMN: Form = {
    "minutes": Key(Reach, "minutes", number, needed=True),
    "population": Key(Reach, "population", label),
    "of": Key(Reach, "of", word),
    "period": Key(Reach, "period", label),
    "services": Key(Reach, "services", number),
}
RANGE = Many(number, SHORTEST, LONGEST, distinct=False)
UNCERTAIN_WEIGHTS: Form = {
    "order": Key(WeightUncertainty, "order", Many(label, ids="criteria")),
    "within": Key(WeightUncertainty, "within", Named(RANGE, ids="criteria")),
    "concentration": Key(WeightUncertainty, "concentration", number),
}
UNCERTAIN_SCORES: Form = {
    "all": Key(ScoreUncertainty, "every", RANGE),
    "criterion": Key(ScoreUncertainty, "criterion", Named(RANGE, ids="criteria")),
    "proposal": Key(
        ScoreUncertainty, "proposal", Named(Named(RANGE, ids="criteria"), ids="proposals")
    ),
}
UNCERTAIN_COSTS: Form = {
    "all": Key(CostUncertainty, "every", RANGE),
    "money": Key(CostUncertainty, "money", Named(RANGE)),
    "theme": Key(CostUncertainty, "theme", Named(RANGE)),
    "proposal": Key(CostUncertainty, "proposal", Named(RANGE, ids="proposals")),
}
UNCERTAIN_STREAM: Form = {
    "late": Key(StreamUncertainty, "late", number),
    "years_late": Key(StreamUncertainty, "years_late", whole),
    "cut": Key(StreamUncertainty, "cut", number),
    "cut_to": Key(StreamUncertainty, "cut_to", number),
}
UNCERTAINTY: Form = {
    "weights": Key(Uncertainty, "weights", UNCERTAIN_WEIGHTS),
    "scores": Key(Uncertainty, "scores", UNCERTAIN_SCORES),
    "costs": Key(Uncertainty, "costs", UNCERTAIN_COSTS),
    "streams": Key(Uncertainty, "streams", Named(UNCERTAIN_STREAM, ids="streams")),
}
FACTORS: Form = {
    "leakage": Key(Factors, "leakage", number),
    "displacement": Key(Factors, "displacement", number),
    "substitution": Key(Factors, "substitution", number),
    "multiplier": Key(Factors, "multiplier", number),
}
ADDITIONALITY: Form = {
    "hub": Key(FactorsByLevel, "hub", FACTORS),
    "nation": Key(FactorsByLevel, "nation", FACTORS),
}
READINESS: Form = {
    "earliest": Key(Readiness, "earliest", Named(identifier)),
    "likelihood": Key(Readiness, "likelihood", Named(number)),
}
APPRAISAL: Form = {
    "price_base": Key(Appraisal, "price_base", identifier),
    "deflators": Key(Appraisal, "deflators", Named(number)),
    "inflation": Key(Appraisal, "inflation", number),
    "discount": Key(Appraisal, "discount", Named(number)),
    "period": Key(Appraisal, "period", whole),
    "optimism_bias": Key(Appraisal, "optimism_bias", Named(number)),
    "in_budgets": Key(Appraisal, "in_budgets", yes_or_no),
    "match_in_bcr": Key(Appraisal, "match_in_bcr", word),
    "additionality": Key(Appraisal, "additionality", ADDITIONALITY),
    "readiness": Key(Appraisal, "readiness", READINESS),
}
PROGRAMME: Form = {
    "title": Key(Programme, "title", free_text, needed=True),
    "years": Key(Programme, "years", Many(identifier, 1), needed=True),
    "unit": Key(Programme, "unit", unit, filled=True),
    "criteria": Key(Programme, "criteria", Named(CRITERION, least=1), needed=True),
    "weights": Key(Programme, "weighting", WEIGHTING, filled=True),
    "groups": Key(Programme, "groups", Named(WEIGHTING)),
    "value": Key(Programme, "value", VALUE),
    "rules": Key(Programme, "rules", Many(RULE)),
    "extra_columns": Key(Layout, "extra", Either(Many(label), Named(word))),
    "uncertainty": Key(Programme, "uncertainty", UNCERTAINTY),
    "reach": Key(Programme, "reach", Named(REACH_COLUMN)),
    "appraisal": Key(Programme, "appraisal", APPRAISAL),
}
"""Keys of `programme.yaml`."""

STREAM: Form = {
    "scale": Key(StreamChange, "scale", number),
    "delay": Key(StreamChange, "delay", whole),
    "carry_forward": Key(StreamChange, "carry_forward", number),
    "contingency": Key(StreamChange, "contingency", number),
    "over_programme": Key(StreamChange, "over_programme", number),
}
"""Keys of a stream in a scenario; besides them, every year is one."""
HUBS: Form = {
    "add": Key(HubChange, "add", Many(identifier, ids="hubs")),
    "drop": Key(HubChange, "drop", Many(identifier, ids="hubs")),
}
COSTS: Form = {"scale": Key(CostChange, "scale", number)}
TERMS: Form = {
    "earliest": Key(TermsChange, "earliest", word),
    "latest": Key(TermsChange, "latest", word),
    "min_share": Key(TermsChange, "min_share", number),
}
"""Keys of a proposal in a scenario."""
PROPOSALS: Form = {
    "drop": Key(ProposalChange, "drop", Many(identifier, ids="proposals")),
    "costs": Key(ProposalChange, "costs", COSTS),
    "change": Key(ProposalChange, "change", Named(TERMS, ids="proposals")),
}
RULES: Form = {
    "add": Key(RuleChange, "add", Many(RULE)),
    "drop": Key(RuleChange, "drop", Many(label)),
}
DECISIONS: Form = {
    "in": Key(DecisionChange, "chosen", Many(identifier, ids="proposals")),
    "out": Key(DecisionChange, "declined", Many(identifier, ids="proposals")),
}
SOLVER: Form = {
    "gap": Key(SolverChange, "gap", number),
    "seconds": Key(SolverChange, "seconds", number),
}
SCENARIO: Form = {
    "title": Key(Scenario, "title", free_text, needed=True),
    "programme": Key(Scenario, "programme", free_text),
    "extends": Key(Scenario, "extends", free_text),
    "streams": Key(Scenario, "streams", Named(STREAM, ids="streams")),
    "group": Key(Scenario, "group", label),
    "weights": Key(Scenario, "weights", Named(number, ids="criteria")),
    "hubs": Key(Scenario, "hubs", HUBS),
    "proposals": Key(Scenario, "proposals", PROPOSALS),
    "rules": Key(Scenario, "rules", RULES),
    "decisions": Key(Scenario, "decisions", DECISIONS),
    "baseline": Key(Scenario, "baseline", free_text),
    "solver": Key(Scenario, "solver", SOLVER),
    "uncertainty": Key(Scenario, "uncertainty", UNCERTAINTY),
    "appraisal": Key(Scenario, "appraisal", APPRAISAL),
}
"""Keys of a scenario file."""


def values_of(node: Node | None, form: Form, faults: list[Fault]) -> dict[str, Any]:
    """What stands under the keys that hold one value each, by field; None where nothing does."""
    found: dict[str, Any] = {}
    keys = mapping(node, [], form)
    for name, key in form.items():
        if not callable(key.holds):
            continue
        if node is not None and (key.needed or (key.filled and name in keys)):
            found[key.field] = required(node, name, key.holds, faults)
        else:
            found[key.field] = value(keys.get(name), key.holds, faults)
    return found
