"""A place-based case for one hub, under the five headings that a business case has.

What the inputs hold is set out; what they do not hold is said to be lacking, and is for people to
write. Nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from prioritise.analysis.why.complementarity import Complementarity, complementarity
from prioritise.appraisal.measures import Appraised, measured
from prioritise.optimise.ledger import funding_of
from prioritise.optimise.plan import Plan
from prioritise.programme.money import amount_text
from prioritise.programme.records import MATCH
from prioritise.render.report.benefits import TWO_RATIOS
from prioritise.render.report.figures import count, fixed_words
from prioritise.render.report.report import MADE_WITH
from prioritise.views.appraisal.appraise_screen import BENCHMARK
from prioritise.views.appraisal.question import Question
from prioritise.views.appraisal.rates_used import rates_in_words
from prioritise.views.appraisal.workings_table import cell_of
from prioritise.views.document import (
    Block,
    Cell,
    Document,
    Facts,
    Fold,
    Grid,
    Head,
    Section,
    Stacked,
    heads,
    words,
)
from prioritise.views.rounding import Money, decimals, points, short_money

_WORTH = {
    "pv_net_public_cost": "Net public cost",
    "pv_other_cost": "Others’ cost",
    "pv_benefits": "Benefits",
    "npv": "Net value",
    "bcr": "BCR",
    "bcr_all_cost": "By all cost",
}
_COST_AND_JOBS = {
    "pv_net_public_cost": "Net public cost",
    "annual_net_cost": "The same a year",
    "pv_risk": "Risks, apart",
    "net_jobs": "Net jobs",
    "cost_per_net_job": "Net cost a job",
}
"""Measures of the two tables of the summary, in their order."""
_PLACES = {"bcr": 2, "bcr_all_cost": 2, "net_jobs": 1}


def case_document(asked: Question, plan: Plan, hub: str, made: str) -> Document:
    """The case as a document, for page and Word.

    Parameters
    ----------
    asked
        The appraisal of the programme.
    plan
        What is chosen.
    hub
        Id of the hub.
    made
        Day on which it is made.
    """
    return _Case(asked, plan, hub).document(made)


class _Case:
    """What is chosen for a hub, and what is known of it."""

    def __init__(self, asked: Question, plan: Plan, hub: str) -> None:
        self._asked, self._plan, self._programme = asked, plan, plan.programme
        self._unit = self._programme.unit
        self._hub = self._programme.hub_of[hub]
        self._names = [
            name for name in plan.shortlist if hub in self._programme.proposal_of[name].hubs
        ]
        self._chosen = [one for one in asked.shortlist or () if one.option.proposal in self._names]
        self._gaining = [one for one in self._chosen if one.has_benefits]
        self._worth = complementarity(plan, self._names)

    def document(self, made: str) -> Document:
        sections = (self._strategic, self._economic, self._commercial, self._financial)
        return Document(
            "Place-based case",
            f"{self._hub.name}: the case for the place",
            self._programme.scenario,
            made,
            tuple(self._answer()),
            tuple(section() for section in (*sections, self._management)),
            MADE_WITH,
            f"What is proposed for {self._hub.name} as a whole, what is it worth, and can it be "
            "done?",
        )

    def _answer(self) -> Iterator[Block]:
        if not self._names:
            yield words("Nothing of this hub is chosen.", tone="lead")
            return
        cost = sum(self._plan.options[name].public_cost for name in self._names)
        proven = "proven best" if self._plan.status == "optimal" else "not proven best"
        yield words(
            f"{count(len(self._names), 'proposal')} for {short_money(cost)} of public money within "
            f"the years, worth {points(self._worth.together)} points together. They are those of a "
            f"shortlist that is {proven} for the whole programme.",
            tone="lead",
        )
        if any(len(self._programme.proposal_of[name].hubs) > 1 for name in self._names):
            yield words("A proposal that lies between hubs counts whole here, and in each of them.")

    def _strategic(self) -> Section:
        programme = self._programme
        scored = [criterion.name for criterion in programme.scored_criteria()]
        columns = (Head("Proposal", wide=True), Head("Theme"), *heads(numbers=[*scored, "Value"]))
        rows: tuple[tuple[Cell, ...], ...] = tuple(
            (
                self._named(name),
                proposal.theme or "–",
                *(f"{proposal.scores[each]:f}" for each in scored),
                points(self._plan.values.in_points(self._plan.figure_of(name))),
            )
            for name in self._names
            for proposal in [programme.proposal_of[name]]
        )
        facts = (
            ("Local authority", self._hub.local_authority),
            ("Region", self._hub.region),
        )
        blocks: list[Block] = [Facts(tuple((name, text) for name, text in facts if text))]
        if rows:
            blocks.append(
                Grid("What is proposed, its scores and its value in points", columns, rows)
            )
        blocks += self._together(self._worth)
        blocks.append(
            words("What change is wanted here, and why now, is for the promoters to say.")
        )
        return Section("strategic", "Strategic case", tuple(blocks))

    def _together(self, worth: Complementarity) -> Iterator[Block]:
        """Value together less value apart."""
        yield words(
            f"Together they are worth {points(worth.together)} points, apart "
            f"{points(worth.apart)}: {points(worth.gained)} points come from their being together. "
            "Present values add up, so that they are the same together and apart."
        )
        if worth.pairs:
            yield Grid(
                "Pairs that make the difference",
                heads("Proposal", "With", numbers=("Points",)),
                tuple(
                    (self._named(link.proposal), self._named(link.other), points(found))
                    for link, found in worth.pairs
                ),
            )
        if worth.people:
            yield Grid(
                "People within reach: together each once, apart as often as they are reached",
                heads("Column", numbers=("Together", "Apart")),
                tuple((name, f"{one:,}", f"{other:,}") for name, one, other in worth.people),
            )

    def _economic(self) -> Section:
        blocks: list[Block] = list(self._summary()) if self._chosen else []
        blocks += self._tests()
        beside: list[tuple[Cell, ...]] = [
            (self._named(one.option.proposal), given.kind, given.measure, f"{given.quantity or ''}")
            for one in self._chosen
            for _, given in self._asked.not_in_money(one.option.proposal)
        ]
        if beside:
            columns = (Head("Proposal", wide=True), *heads("Benefit", "Measured by", "How much"))
            blocks.append(Grid("Counted and not put into money", columns, tuple(beside)))
        rates = words(*rates_in_words(self._asked.programme))
        blocks.append(Fold("Rates that were used", (rates,), is_printed=True))
        return Section("economic", "Economic case", tuple(blocks))

    def _summary(self) -> Iterator[Block]:
        """The appraisal summary: proposals down; sums only of those whose figures fit together."""
        unit, number = self._unit, len(self._gaining)
        gaining = [(self._named(one.option.proposal), [one]) for one in self._gaining]
        whole = f"{count(number, 'proposal')} with benefits in money"
        if gaining:
            caption = f"Appraisal summary of the {whole}; money in {unit}, present values"
            yield self._grid(caption, _WORTH, gaining, (f"The {whole}", self._gaining))
            yield words(TWO_RATIOS, tone="quiet")
        every = [(self._named(one.option.proposal), [one]) for one in self._chosen]
        caption = f"Cost and jobs of all; money in {unit}, present values"
        total = (f"All {count(len(self._chosen), 'proposal')}", self._chosen)
        yield self._grid(caption, _COST_AND_JOBS, every, total)
        if any(one.employment for one in self._chosen):
            yield words(
                f"The cost of a job is that of proposals with jobs. {BENCHMARK}", tone="quiet"
            )

    def _grid(
        self,
        caption: str,
        columns: Mapping[str, str],
        options: Sequence[tuple[Cell, Sequence[Appraised]]],
        total: tuple[Cell, Sequence[Appraised]],
    ) -> Grid:
        def row(name: Cell, several: Sequence[Appraised]) -> tuple[Cell, ...]:
            known = measured(several, self._asked.lines)
            cells = (cell_of(self._unit, measure, known[measure]) for measure in columns)
            places = (_PLACES.get(measure, 0) for measure in columns)
            return (name, *map(fixed_words, cells, places))

        heading = (Head("Proposal", wide=True), *heads(numbers=list(columns.values())))
        return Grid(caption, heading, tuple(row(*each) for each in options), row(*total))

    def _tests(self) -> Iterator[Block]:
        variants = self._asked.sensitivity.of(self._gaining)
        if not variants:
            yield words("No benefit of what is chosen here is put into money.")
            return
        money = Money.fitting([abs(round(each.outcome.npv)) for each in variants], self._unit)
        yield Grid(
            f"Tests beside these figures, the place as a whole; net present value in {money.unit}",
            (
                Head("What is changed", wide=True),
                *heads(numbers=("Net value", "BCR", "By all cost")),
                Head("Who asks for it", wide=True),
            ),
            tuple(
                (
                    each.words,
                    money.text(round(each.outcome.npv)),
                    _ratio(each.outcome.bcr),
                    _ratio(each.outcome.bcr_all_cost),
                    each.source or "–",
                )
                for each in variants
            ),
        )
        if found := self._asked.ranges.of(self._gaining):
            ends = [money.text(round(end)) for end in (found.least, found.mean, found.most)]
            yield words(
                f"By what is declared uncertain, net present value lies between {money.unit} "
                f"{ends[0]} and {ends[2]}; {ends[1]} in the mean."
            )

    def _commercial(self) -> Section:
        rows: tuple[tuple[Cell, ...], ...] = tuple(
            (self._named(name), proposal.lead or "–", proposal.scrutiny or "–")
            for name in self._names
            for proposal in [self._programme.proposal_of[name]]
        )
        grid = (Head("Proposal", wide=True), *heads("Led by", "Scrutiny passed"))
        return Section(
            "commercial",
            "Commercial case",
            (
                *([Grid("Who leads", grid, rows)] if rows else []),
                words("How it is bought, and who carries which risk, is for the promoters to say."),
            ),
        )

    def _financial(self) -> Section:
        years = [*self._programme.years]
        rows: list[tuple[Cell, ...]] = []
        for row in funding_of(self._plan):
            if row.whom in self._names:
                payer = (
                    "Match funding"
                    if row.stream == MATCH
                    else self._programme.stream_of[row.stream].name
                )
                texts = [amount_text(amount, self._unit) for amount in row.amounts[: len(years)]]
                rows.append((self._named(row.whom), payer, row.kind or "–", *texts))
        columns = (Head("Proposal", wide=True), *heads("Paid by", "Kind", numbers=years))
        caption = f"Money in cash of each year, {self._unit}"
        blocks: list[Block] = [Grid(caption, columns, tuple(rows))] if rows else []
        unsecured = [
            cost
            for name in self._names
            for cost in self._programme.costs_of.get(name, ())
            if cost.stream == MATCH and not cost.secured
        ]
        if unsecured:
            sum_of = sum(sum((*cost.amounts, *cost.later, cost.after)) for cost in unsecured)
            blocks.append(words(f"{short_money(sum_of)} of match funding is not confirmed."))
        return Section("financial", "Financial case", tuple(blocks))

    def _management(self) -> Section:
        proposals = [self._programme.proposal_of[name] for name in self._names]
        rows: tuple[tuple[Cell, ...], ...] = tuple(
            (
                self._named(each.proposal),
                each.stage or "–",
                each.commitment or "–",
                " to ".join(filter(None, (each.earliest, each.latest))) or "–",
            )
            for each in proposals
        )
        columns = (Head("Proposal", wide=True), *heads("Stage", "Commitment", "Start"))
        blocks: list[Block] = [Grid("How far it has come", columns, rows)] if rows else []
        risks: tuple[tuple[Cell, ...], ...] = tuple(
            (
                Stacked(risk.risk, risk.proposal),
                f"{risk.likelihood:f}",
                amount_text(risk.cost, self._unit),
                amount_text(round(Fraction(risk.likelihood) * risk.cost), self._unit),
                risk.owner or "–",
                risk.response or "–",
            )
            for risk in self._programme.risk_costs
            if risk.proposal in self._names
        )
        if risks:
            heads_of = (
                Head("Risk", wide=True),
                *heads(numbers=("Likelihood", "Cost", "Expected cost")),
                Head("Owner"),
                Head("Response", wide=True),
            )
            blocks.append(Grid(f"Register of risks, money in {self._unit}", heads_of, risks))
        blocks.append(words("How it is run and how it will be judged is for the promoters to say."))
        return Section("management", "Management case", tuple(blocks))

    def _named(self, name: str) -> Stacked:
        return Stacked(self._programme.proposal_of[name].title, name)


def _ratio(found: Fraction | None) -> str:
    return "–" if found is None else decimals(found, 2)
