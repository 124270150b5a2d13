"""What reports are made of, for tests: plans without a solver, and texts that mean harm."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

from benchmarks.programmes import first_come_plan
from prioritise.analysis.comparison.compare import Comparison, found
from prioritise.analysis.reserve.reserve_list import reserve_list
from prioritise.decisions.entry import NOTHING_BEFORE, Statement, sealed
from prioritise.decisions.log import Log
from prioritise.hubs.access import access_of
from prioritise.hubs.appraisal import appraise_hubs
from prioritise.optimise import Plan
from prioritise.programme.places import Zone
from prioritise.programme.programme import Programme
from prioritise.programme.records import Rule
from prioritise.render.page.page import html_page
from prioritise.render.report.given import Given, ReachAnswer, SourceFile, Told
from prioritise.render.report.report import report_document
from prioritise.views.hubs.hub_reach_tables import reach_tables
from prioritise.views.table import Column, Table
from tests.hubs.places import journey
from tests.small import cost, hub, link, programme, proposal, stream
from tests.views.test_sanitise import COMMANDS, FORMULAS

_LIVE = (
    "<script>hit({n})</script>",
    "</title><script>hit({n})</script>",
    "</style><script>hit({n})</script>",
    "</svg><script>hit({n})</script>",
    "</textarea><script>hit({n})</script>",
    "--><script>hit({n})</script>",
    "]]><script>hit({n})</script>",
    '"><script>hit({n})</script>',
    "'><script>hit({n})</script>",
    "<img src=x onerror=hit({n})>",
    '"><img src=x onerror=hit({n})>',
    "' onmouseover='hit({n})",
    '" autofocus onfocus="hit({n})',
    "<svg onload=hit({n})>",
    '"><svg/onload=hit({n})>',
    "<svg><script>hit({n})</script></svg>",
    "<iframe srcdoc='<script>parent.hit({n})</script>'>",
    "<iframe src=javascript:parent.hit({n})>",
    "<body onload=hit({n})>",
    "<details open ontoggle=hit({n})>",
    "<a href=javascript:hit({n})>x</a>",
    "javascript:hit({n})",
    "<meta http-equiv=refresh content='0;url=http://x.example/{n}'>",
    "<link rel=stylesheet href=http://x.example/{n}.css>",
    "<img src=http://x.example/{n}.png>",
    "<style>*{{background:url(http://x.example/{n})}}</style>",
    "<object data=http://x.example/{n}>",
    "<form action=http://x.example/{n}><input autofocus onfocus=hit({n})>",
    "<base href=http://x.example/{n}/>",
    "<math><mtext><script>hit({n})</script></mtext></math>",
    "&lt;script&gt;hit({n})&lt;/script&gt;",
    "&#60;script&#62;hit({n})&#60;/script&#62;",
    "\\u003cscript\\u003ehit({n})\\u003c/script\\u003e",
    "{{{{ 7 * 191 }}}}",
    "{{% for x in [1] %}}1337{{% endfor %}}",
    "{{{{ ''.__class__.__mro__ }}}}",
    "${{hit({n})}}",
    "<%= hit({n}) %>",
    "<?xml-stylesheet href='http://x.example/{n}'?>",
    "<!ENTITY x SYSTEM 'file:///etc/passwd'>",
    "_x003C_script_x003E_hit({n})",
    "_x000D_=1+1",
)
HOSTILE = tuple(
    dict.fromkeys(
        (
            *(text.format(n=number) for number, text in enumerate(_LIVE)),
            *(text.upper().format(N=n, n=n) for n, text in enumerate(_LIVE[:30])),
            *COMMANDS,
            *FORMULAS,
        )
    )
)[:220]
"""Texts that must be shown and never obeyed."""


def given(plan: Plan, **more) -> Given:
    """A plan as a report has it."""
    return Given(plan, reserve_list(plan), **{"made": "1 April 2026", **more})


def hostile_report() -> Given:
    """A report whose every free text means harm, in more than 200 ways."""
    number = len(HOSTILE)
    proposals = [
        proposal(
            f"{text}{place}", 5 + place % 5, hubs=(f"h{place % 40}{HOSTILE[place % 40]}",)
        ).model_copy(update={"title": text, "lead": text, "theme": text, "texts": {"basis": text}})
        for place, text in enumerate(HOSTILE)
    ]
    ids = [each.proposal for each in proposals]
    payers = [f"s{place % 20}{HOSTILE[-1 - place % 20]}" for place in range(number)]
    asked = programme(
        proposals,
        [cost(name, 1, 1, stream=payers[place]) for place, name in enumerate(ids)],
        title=HOSTILE[0],
        scenario=HOSTILE[1],
        hubs=tuple(
            hub(f"h{place}{HOSTILE[place]}").model_copy(update={"name": HOSTILE[place]})
            for place in range(40)
        ),
        streams=tuple(
            stream(f"s{place}{HOSTILE[-1 - place]}", (6, 6)).model_copy(
                update={"name": HOSTILE[-1 - place]}
            )
            for place in range(20)
        ),
        links=tuple(
            link(kind, ids[place], ids[place + 1], 3 if kind == "bonus" else None)
            for place, kind in ((0, "excludes"), (2, "bonus"))
        ),
        rules=(Rule(name=HOSTILE[2], measure="count", for_each="hub", at_most=Decimal(1000)),),
    )
    plan = first_come_plan(asked)
    return given(
        plan,
        sources=tuple(SourceFile(text, "0" * 64) for text in HOSTILE[:40]),
        readme=HOSTILE[3],
        comparison=Comparison((found(HOSTILE[4], plan), found(HOSTILE[5] + "2", plan))),
        frontier=frontier(plan, HOSTILE[6]),
        draws=draws(plan),
        reasons={name: HOSTILE[place] for place, name in enumerate(ids[:50])},
        reach=reached(asked),
        appraised=benefits(plan),
        log=log(asked.title, ids[:30]),
        left_out=HOSTILE[:5],
    )


def reached(asked: Programme) -> ReachAnswer:
    """People in zones with odd names, who reach every hub."""
    zones = [
        Zone(
            zone=f"{text}{place}",
            name=text,
            latitude=Decimal(51 + place % 7),
            longitude=Decimal(place) / 100,
            numbers={"population": Decimal(10)},
        )
        for place, text in enumerate(HOSTILE[40:])
    ]
    journeys = [journey(each.zone, asked.hubs[0].hub, 20) for each in zones]
    appraisal = appraise_hubs(access_of(asked, zones, journeys, "population"))
    return ReachAnswer(appraisal, "journeys", HOSTILE[:3], reach_tables(appraisal, "journeys"))


def benefits(plan: Plan) -> Told:
    """Measures of every proposal, and what has no price."""
    measured = ("pv_benefits", "pv_public_cost", "npv", "bcr", "net_jobs", "leverage")
    columns = (
        *(Column(name, name, "What it is.") for name in ("proposal", "title", "hub")),
        *(Column(name, name, "A figure.", "number", "£k") for name in measured),
    )
    known = plan.programme.proposal_of
    rows = tuple((name, known[name].title, "h", *["1.5"] * 6) for name in known)
    apart = tuple(
        Column(name, name, "What it is.")
        for name in ("proposal", "kind", "measure", "quantity", "confidence")
    )
    odd = tuple((name, HOSTILE[9], HOSTILE[10], "3", HOSTILE[11]) for name in known)
    return Told(
        (
            Table("appraisal", "Measures.", (), columns, rows),
            Table("not_in_money", "No price.", (), apart, odd),
        ),
        (HOSTILE[12],),
    )


def frontier(plan: Plan, sentence: str = "") -> Told:
    """A sweep of two points."""
    numbers = ("point", "budget", "value", "bound", "spend", "selected")
    columns = (
        *(Column(name, name.title(), "A figure.", "number") for name in numbers),
        Column("status", "Status", "How far it is proven."),
    )
    rows = tuple(
        (point, budget, value, value, "1", "1", "optimal")
        for point, budget, value in (("0.9", "90", "40"), ("1", "100", "50.5"))
    )
    swaps = Table(
        "swaps",
        "",
        (),
        tuple(Column(name, name, "What it is.") for name in ("point", "proposal", "change")),
        tuple(("1", name, "enters") for name in plan.programme.proposal_of),
    )
    return Told((Table("frontier", "", (), columns, rows), swaps), (sentence,))


def draws(plan: Plan) -> Told:
    """Draws in which half of them are in."""
    columns = (
        Column("proposal", "Proposal", "Id."),
        Column("times_in", "Times in", "Draws.", "integer"),
        Column("share_in", "Share in", "Share of draws.", "number"),
        Column("group", "Group", "Core, borderline or exterior."),
    )
    rows = tuple((name, "5", "0.5", "borderline") for name in plan.programme.proposal_of)
    return Told((Table("robustness", "How often each is in.", (), columns, rows),))


def log(title: str, ids) -> Log:
    """A record of decisions on these proposals, by people with odd names."""
    entries, previous = [], NOTHING_BEFORE
    for number, name in enumerate(ids, start=1):
        odd = HOSTILE[number].replace("\0", "")
        said = Statement(proposal=name.replace("\0", ""), decision="agreed", by=odd, why=odd)
        entry = sealed(said, title, number, previous, datetime(2026, 4, 1, tzinfo=UTC))
        entries.append(entry)
        previous = entry.hash
    return Log(title, tuple(entries))


def report_page(given: Given) -> str:
    """The report as a page."""
    return html_page(report_document(given))
