"""The keys of the YAML files: one list, by which the readers read and the schema describes.

What a key means is the docstring of the field that it fills, and so are its limits.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias, get_args

from prioritise.programme.appraised import Appraisal, Factors, FactorsByLevel, Readiness
from prioritise.programme.confidence import Confidence
from prioritise.programme.faults import Fault
from prioritise.programme.gates import Panel
from prioritise.programme.money import Unit
from prioritise.programme.outcomes import ProgrammeOutcome
from prioritise.programme.programme import Programme
from prioritise.programme.progress import PriorityArea
from prioritise.programme.reach import Reach
from prioritise.programme.records import Criterion, Rule, Stream, ValueBasis
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
from prioritise.programme.scoring import Scoring
from prioritise.programme.staying import Stay
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
    day,
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
    expected: str = ""
    """What all of them together are, in words, where one alone says nothing."""


@dataclass(frozen=True, slots=True)
class NamedKeys:
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
class SettingKey:
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


Form: TypeAlias = Mapping[str, SettingKey]
"""Keys that are known, in the order in which people write them."""
Holds: TypeAlias = "Reader | Form | Many | NamedKeys | Either"


def unit(text: str) -> str | None:
    """A unit of amounts."""
    found = word(text)
    if found is not None and found not in get_args(Unit):
        raise BadCell(f"one of {', '.join(get_args(Unit))}")
    return found


CRITERION: Form = {
    "weight": SettingKey(Criterion, "weight", number),
    "scale": SettingKey(Criterion, "scale", Many(number, 2, 2), filled=True),
    "curve": SettingKey(
        Criterion, "curve", Many(Many(number, 2, 2, distinct=False), 2), filled=True
    ),
    "at_least": SettingKey(Criterion, "at_least", number),
    "at_most": SettingKey(Criterion, "at_most", number),
    "because": SettingKey(Criterion, "because", label),
}
_PAIRS = NamedKeys(NamedKeys(free_text, ids="criteria"), ids="criteria")
WEIGHTING: Form = {
    "given": SettingKey(Weighting, "weights", NamedKeys(number, ids="criteria")),
    "swing": SettingKey(Weighting, "weights", NamedKeys(number, ids="criteria")),
    "pairwise": SettingKey(Weighting, "pairs", _PAIRS),
}
"""Ways in which weights are found."""
VALUE: Form = {
    "size": SettingKey(ValueBasis, "size", word),
    "likelihood": SettingKey(ValueBasis, "likelihood", word),
}
RULE: Form = {
    "name": SettingKey(Rule, "name", label, needed=True),
    "measure": SettingKey(Rule, "measure", word, needed=True),
    "where": SettingKey(Rule, "where", NamedKeys(Either(free_text, Many(free_text, 1)))),
    "for_each": SettingKey(Rule, "for_each", word),
    "in_at_least": SettingKey(Rule, "in_at_least", whole),
    "at_least": SettingKey(Rule, "at_least", number),
    "at_most": SettingKey(Rule, "at_most", number),
    "column": SettingKey(Rule, "column", label),
    "one_of": SettingKey(Rule, "one_of", NamedKeys(Either(free_text, Many(free_text, 1)))),
    "same": SettingKey(Rule, "same", word),
    "per": SettingKey(Rule, "per", word),
    "of": SettingKey(Rule, "of", word),
}
REACH_COLUMN: Form = {
    "minutes": SettingKey(Reach, "minutes", number, needed=True),
    "population": SettingKey(Reach, "population", label),
    "of": SettingKey(Reach, "of", word),
    "period": SettingKey(Reach, "period", label),
    "services": SettingKey(Reach, "services", number),
    "count": SettingKey(Reach, "count", word),
    "half_life": SettingKey(Reach, "half_life", number),
    "fare": SettingKey(Reach, "fare", number),
    "on": SettingKey(Reach, "on", day),
}
RANGE = Many(
    number,
    SHORTEST,
    LONGEST,
    distinct=False,
    expected="low and high, or low, likely and high, such as [0.9, 1, 1.3]",
)
UNCERTAIN_WEIGHTS: Form = {
    "order": SettingKey(WeightUncertainty, "order", Many(label, ids="criteria")),
    "within": SettingKey(WeightUncertainty, "within", NamedKeys(RANGE, ids="criteria")),
    "concentration": SettingKey(WeightUncertainty, "concentration", number),
}
UNCERTAIN_SCORES: Form = {
    "all": SettingKey(ScoreUncertainty, "every", RANGE),
    "criterion": SettingKey(ScoreUncertainty, "criterion", NamedKeys(RANGE, ids="criteria")),
    "proposal": SettingKey(
        ScoreUncertainty, "proposal", NamedKeys(NamedKeys(RANGE, ids="criteria"), ids="proposals")
    ),
}
UNCERTAIN_COSTS: Form = {
    "all": SettingKey(CostUncertainty, "every", RANGE),
    "money": SettingKey(CostUncertainty, "money", NamedKeys(RANGE)),
    "theme": SettingKey(CostUncertainty, "theme", NamedKeys(RANGE)),
    "stage": SettingKey(CostUncertainty, "stage", NamedKeys(RANGE)),
    "proposal": SettingKey(CostUncertainty, "proposal", NamedKeys(RANGE, ids="proposals")),
    "index": SettingKey(CostUncertainty, "index", RANGE),
}
UNCERTAIN_STREAM: Form = {
    "late": SettingKey(StreamUncertainty, "late", number),
    "years_late": SettingKey(StreamUncertainty, "years_late", whole),
    "cut": SettingKey(StreamUncertainty, "cut", number),
    "cut_to": SettingKey(StreamUncertainty, "cut_to", number),
}
UNCERTAINTY: Form = {
    "weights": SettingKey(Uncertainty, "weights", UNCERTAIN_WEIGHTS),
    "scores": SettingKey(Uncertainty, "scores", UNCERTAIN_SCORES),
    "costs": SettingKey(Uncertainty, "costs", UNCERTAIN_COSTS),
    "streams": SettingKey(Uncertainty, "streams", NamedKeys(UNCERTAIN_STREAM, ids="streams")),
}
CONFIDENCE: Form = {
    "level": SettingKey(Confidence, "level", number, needed=True),
    "draws": SettingKey(Confidence, "draws", whole),
    "seed": SettingKey(Confidence, "seed", whole),
    "each": SettingKey(Confidence, "each", yes_or_no),
}
FACTORS: Form = {
    "leakage": SettingKey(Factors, "leakage", number),
    "displacement": SettingKey(Factors, "displacement", number),
    "substitution": SettingKey(Factors, "substitution", number),
    "multiplier": SettingKey(Factors, "multiplier", number),
}
ADDITIONALITY: Form = {
    "hub": SettingKey(FactorsByLevel, "hub", FACTORS),
    "nation": SettingKey(FactorsByLevel, "nation", FACTORS),
}
READINESS: Form = {
    "earliest": SettingKey(Readiness, "earliest", NamedKeys(identifier)),
    "likelihood": SettingKey(Readiness, "likelihood", NamedKeys(number)),
}
APPRAISAL: Form = {
    "price_base": SettingKey(Appraisal, "price_base", identifier),
    "price_index": SettingKey(Appraisal, "price_index", word),
    "deflators": SettingKey(Appraisal, "deflators", NamedKeys(number)),
    "deflators_from": SettingKey(Appraisal, "deflators_from", label),
    "forecast_from": SettingKey(Appraisal, "forecast_from", identifier),
    "inflation": SettingKey(Appraisal, "inflation", number),
    "base_year": SettingKey(Appraisal, "base_year", identifier),
    "schedule": SettingKey(Appraisal, "schedule", word),
    "discount": SettingKey(Appraisal, "discount", NamedKeys(number)),
    "period": SettingKey(Appraisal, "period", whole),
    "period_from": SettingKey(Appraisal, "period_from", word),
    "optimism_bias": SettingKey(Appraisal, "optimism_bias", NamedKeys(number)),
    "in_budgets": SettingKey(Appraisal, "in_budgets", yes_or_no),
    "match_in_bcr": SettingKey(Appraisal, "match_in_bcr", word),
    "unit_values": SettingKey(Appraisal, "unit_values", word),
    "incomes": SettingKey(Appraisal, "incomes", NamedKeys(number)),
    "elasticity": SettingKey(Appraisal, "elasticity", number),
    "confidence": SettingKey(Appraisal, "confidence", NamedKeys(RANGE)),
    "additionality": SettingKey(Appraisal, "additionality", ADDITIONALITY),
    "readiness": SettingKey(Appraisal, "readiness", READINESS),
}
AREA: Form = {
    "title": SettingKey(PriorityArea, "title", free_text),
    "lead": SettingKey(PriorityArea, "lead", free_text),
    "action": SettingKey(PriorityArea, "action", free_text),
}
PANEL: Form = {
    "title": SettingKey(Panel, "title", free_text),
    "veto": SettingKey(Panel, "veto", yes_or_no),
}
OUTCOME: Form = {
    "title": SettingKey(ProgrammeOutcome, "title", free_text),
    "sort": SettingKey(ProgrammeOutcome, "sort", free_text),
}
SCORING: Form = {
    "combine": SettingKey(Scoring, "combine", word, filled=True),
    "trim": SettingKey(Scoring, "trim", number, filled=True),
    "criteria": SettingKey(Scoring, "criteria", Many(label, ids="criteria")),
}
PROGRAMME: Form = {
    "title": SettingKey(Programme, "title", free_text, needed=True),
    "years": SettingKey(Programme, "years", Many(identifier, 1), needed=True),
    "unit": SettingKey(Programme, "unit", unit, filled=True),
    "criteria": SettingKey(Programme, "criteria", NamedKeys(CRITERION, least=1), needed=True),
    "weights": SettingKey(Programme, "weighting", WEIGHTING, filled=True),
    "groups": SettingKey(Programme, "groups", NamedKeys(WEIGHTING)),
    "value": SettingKey(Programme, "value", VALUE),
    "rules": SettingKey(Programme, "rules", Many(RULE)),
    "extra_columns": SettingKey(Layout, "extra", Either(Many(label), NamedKeys(word))),
    "uncertainty": SettingKey(Programme, "uncertainty", UNCERTAINTY),
    "reach": SettingKey(Programme, "reach", NamedKeys(REACH_COLUMN)),
    "appraisal": SettingKey(Programme, "appraisal", APPRAISAL),
    "outcomes": SettingKey(Programme, "outcomes", NamedKeys(OUTCOME)),
    "scoring": SettingKey(Programme, "scoring", SCORING, filled=True),
    "areas": SettingKey(Programme, "areas", NamedKeys(AREA)),
    "panels": SettingKey(Programme, "panels", NamedKeys(PANEL)),
    "closed": SettingKey(Stream, "closed", Many(identifier, ids="years")),
}
"""Keys of `programme.yaml`."""

STREAM: Form = {
    "scale": SettingKey(StreamChange, "scale", number),
    "add": SettingKey(StreamChange, "add", Either(number, NamedKeys(number, ids="years"))),
    "delay": SettingKey(StreamChange, "delay", whole),
    "carry_forward": SettingKey(StreamChange, "carry_forward", number),
    "contingency": SettingKey(StreamChange, "contingency", number),
    "over_programme": SettingKey(StreamChange, "over_programme", number),
}
"""Keys of a stream in a scenario; besides them, every year is one."""
HUBS: Form = {
    "add": SettingKey(HubChange, "add", Many(identifier, ids="hubs")),
    "drop": SettingKey(HubChange, "drop", Many(identifier, ids="hubs")),
}
COSTS: Form = {"scale": SettingKey(CostChange, "scale", number)}
TERMS: Form = {
    "earliest": SettingKey(TermsChange, "earliest", word),
    "latest": SettingKey(TermsChange, "latest", word),
    "min_share": SettingKey(TermsChange, "min_share", number),
}
"""Keys of a proposal in a scenario."""
PROPOSALS: Form = {
    "drop": SettingKey(ProposalChange, "drop", Many(identifier, ids="proposals")),
    "costs": SettingKey(ProposalChange, "costs", COSTS),
    "change": SettingKey(ProposalChange, "change", NamedKeys(TERMS, ids="proposals")),
}
RULES: Form = {
    "add": SettingKey(RuleChange, "add", Many(RULE)),
    "drop": SettingKey(RuleChange, "drop", Many(label)),
}
_ONE_OR_MORE = Either(identifier, Many(identifier, ids="proposals"))
DECISIONS: Form = {
    "in": SettingKey(DecisionChange, "chosen", _ONE_OR_MORE),
    "out": SettingKey(DecisionChange, "declined", _ONE_OR_MORE),
}
SOLVER: Form = {
    "gap": SettingKey(SolverChange, "gap", number),
    "seconds": SettingKey(SolverChange, "seconds", number),
    "equals": SettingKey(SolverChange, "equals", word),
}
STAY: Form = {
    "near": SettingKey(Stay, "near", free_text, needed=True),
    "within": SettingKey(Stay, "within", number),
    "changes": SettingKey(Stay, "changes", number),
    "by": SettingKey(Stay, "by", word, filled=True),
}
SCENARIO: Form = {
    "title": SettingKey(Scenario, "title", free_text, needed=True),
    "programme": SettingKey(Scenario, "programme", free_text),
    "extends": SettingKey(Scenario, "extends", free_text),
    "streams": SettingKey(Scenario, "streams", NamedKeys(STREAM, ids="streams")),
    "group": SettingKey(Scenario, "group", label),
    "weights": SettingKey(Scenario, "weights", NamedKeys(number, ids="criteria")),
    "hubs": SettingKey(Scenario, "hubs", HUBS),
    "proposals": SettingKey(Scenario, "proposals", PROPOSALS),
    "rules": SettingKey(Scenario, "rules", RULES),
    "decisions": SettingKey(Scenario, "decisions", DECISIONS),
    "baseline": SettingKey(Scenario, "baseline", free_text),
    "stay": SettingKey(Scenario, "stay", STAY),
    "solver": SettingKey(Scenario, "solver", SOLVER),
    "uncertainty": SettingKey(Scenario, "uncertainty", UNCERTAINTY),
    "confidence": SettingKey(Scenario, "confidence", CONFIDENCE),
    "appraisal": SettingKey(Scenario, "appraisal", APPRAISAL),
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
