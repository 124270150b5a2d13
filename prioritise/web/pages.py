"""From an answer, or the way to it, to the text of a page or of a part of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from zlib import crc32

from prioritise.analysis.why.explanation import Explanation
from prioritise.programme.faults import Fault, PrioritiseError
from prioritise.render.page.look import environment
from prioritise.render.progress import progress_in_words
from prioritise.views.decisions import title_of
from prioritise.views.rounding import points
from prioritise.views.why.explain_sentences import (
    changes_in_words,
    lacks_in_words,
    limits_in_words,
    sentence,
)
from prioritise.views.words.cautions import ADDING_UP, size_used
from prioritise.web.controls import controls
from prioritise.web.downloads import FILES
from prioritise.web.edition import Edition, PageQuestion
from prioritise.web.flash import Flash
from prioritise.web.job import Job
from prioritise.web.session import PageAnswer, Session, Why, failed
from prioritise.web.settings import FREE, IN, OUT, PageSettings
from prioritise.web.try_it import with_more_money
from prioritise.web.view import LISTED_WHOLE, group_key, group_of, locked, shown

TEMPLATES = "web/templates"
PAUSE = "5s"
"""How long an idle page rests before it looks whether anything has changed."""
HEAD = 12
"""Letters of a head that tell one record from another on a page."""


class Pages:
    """The texts of all pages.

    Parameters
    ----------
    session : Session
        What they show.
    token
        Token of every form.
    """

    def __init__(self, session: Session, token: str) -> None:
        self._session = session
        self._token = token
        self._templates = environment(TEMPLATES)

    def whole(
        self,
        question: PageQuestion,
        work: Job[PageAnswer],
        faults: Sequence[Fault],
        *,
        proposal: str = "",
        opened: Sequence[str] = (),
        notice: Flash | None = None,
    ) -> str:
        """The whole page."""
        return self._shown(
            "desk.html",
            **self._answer(question, work, faults, proposal, opened),
            **self._decisions(question.edition),
            notice=notice,
            cautions=(size_used(question.edition.scenario), ADDING_UP),
        )

    def answer(
        self,
        question: PageQuestion,
        work: Job[PageAnswer],
        faults: Sequence[Fault],
        *,
        proposal: str = "",
        opened: Sequence[str] = (),
        is_move: bool = False,
    ) -> str:
        """The part of it that is the answer, with the captions of the controls."""
        said = self._answer(question, work, faults, proposal, opened) | {"is_move": is_move}
        return self._shown("answer.html", **said)

    def progress(
        self,
        question: PageQuestion,
        work: Job[PageAnswer],
        opened: Sequence[str],
        *,
        is_move: bool = False,
    ) -> str:
        """How far the answer has come, with the captions of the controls."""
        said = self._common(question, opened) | self._way(work) | {"is_move": is_move}
        return self._shown("progress.html", **said)

    def changes(self, question: PageQuestion, seen: str, head: str, trouble: str) -> str:
        """What is no longer as it was when the page was shown; nothing where it knows that already.

        Parameters
        ----------
        seen
            The state that the page knows of.
        head
            Head of the record on which its list rests, by its first letters.
        trouble
            Why the record cannot be read; empty where it can.
        """
        said = self._common(question) | {"trouble": trouble, "is_look": True}
        said |= {"shown_head": head, "is_renewed": said["shown_head"] != head}
        said["state"] = _mark(said["state"], trouble)
        return "" if said["state"] == seen else self._shown("outdated.html", **said)

    def group(self, question: PageQuestion, work: Job[PageAnswer], opened: Sequence[str]) -> str:
        """The proposals of one hub, unfolded."""
        answer = work.result
        if not (opened and isinstance(answer, PageAnswer) and answer.plan):
            return ""
        group = group_of(answer, self._session.start(question.edition), opened[0])
        unit = answer.programme.unit
        said = self._common(question, opened) | {
            "group": group,
            "unit": unit,
            "asked_why": "",
            "why": "",
        }
        return self._shown("group.html", **said) if group else ""

    def why(self, question: PageQuestion, proposal: str, patience: float) -> str:
        """Why a proposal is in or out, or how far that has come."""
        return self._shown(
            "why.html", **self._common(question), **self._why(question, proposal, patience)
        )

    def why_not(self, question: PageQuestion, patience: float) -> str:
        """Why nothing is possible, or that it is being looked for."""
        return self._shown(
            "why_not.html", **self._common(question), conflict=self._conflict(question, patience)
        )

    def let_in(self) -> str:
        """That the link was right; it leads on by itself."""
        return self._shown("let_in.html", title=self._session.edition.scenario.title)

    def used_link(self) -> str:
        """That the link has been used."""
        return self.sorry(
            "This link has been used already, or is not of this page. It lets in one browser, "
            "once. Stop the program with Ctrl-C and start it again for a new one."
        )

    def sorry(self, words: str) -> str:
        """That something was not done."""
        return self._shown("sorry.html", words=words, title=self._session.edition.scenario.title)

    def trouble(self, words: str) -> str:
        """The same, as a part of the page."""
        return self._shown("trouble.html", words=words)

    def _answer(
        self,
        question: PageQuestion,
        work: Job[PageAnswer],
        faults: Sequence[Fault],
        proposal: str,
        opened: Sequence[str],
    ) -> dict[str, Any]:
        # The work that was waited for: to ask again would put what was dropped before all others.
        result = work.result if work.is_done else work.early
        found = result if isinstance(result, PageAnswer) else None
        start = self._session.start(question.edition)
        if found and found.plan and proposal in found.programme.proposal_of:
            opened = (*opened, group_key(found.programme, proposal))
        said: dict[str, Any] = {
            **self._common(question, opened),
            **self._way(work),
            "faults": [_fault_in_words(fault) for fault in faults],
            "answer": found,
            "problem": failed(work) if work.is_done and not work.is_dropped else "",
            "shown": shown(found, start, self._session.start_value(question), opened)
            if found and found.plan
            else None,
            "is_impossible": found is not None and found.plan is None,
            "has_start": start is not None and start.plan is not None,
            "conflict": None,
            "asked_why": "",
            "explained": None,
            "try_it": None,
            "locks": self._locks(question),
            "unlocked": (),
        }
        if proposal and found and found.plan and proposal in found.programme.proposal_of:
            said |= self._why(question, proposal, 0.0)
            said["asked_why"] = proposal
        if said["is_impossible"]:
            said["conflict"] = self._conflict(question, 0.5)
            said["unlocked"] = self._locks(question, others=True)
        return said

    def _locks(self, question: PageQuestion, *, others: bool = False) -> list[dict[str, Any]]:
        """Locks of the page, or all other proposals, for where there is no list that shows them."""
        programme = question.edition.bound
        if others and len(programme.proposals) > LISTED_WHOLE:
            return []
        locks = dict(question.settings.locks)
        names = {name: number for number, name in enumerate(programme.proposal_of)}
        return [
            {
                "number": names[name],
                "proposal": name,
                "title": programme.proposal_of[name].title,
                "lock": FREE if name not in locks else IN if locks[name] else OUT,
                "otherwise": locked(programme, PageSettings(), name)[1],
            }
            for name in names
            if (name in locks) != others
        ]

    def _common(self, question: PageQuestion, opened: Sequence[str] = ()) -> dict[str, Any]:
        edition, settings, trail = question.edition, question.settings, self._session.trail
        before, after = trail.before, trail.after
        programme, head = edition.scenario, edition.head[:HEAD]
        return {
            "title": programme.title,
            "scenario": edition.title,
            "changes": self._session.changes,
            "lost": self._session.lost,
            "is_outdated": self._session.is_outdated,
            "read_at": f"{edition.read_at:%H:%M}",
            "state": _mark(_mark(*self._session.changes, self._session.lost, head), ""),
            "trouble": "",
            "shown_head": head,
            "is_renewed": False,
            "is_look": False,
            "pause": PAUSE,
            "token": self._token,
            "settings": settings,
            "query": settings.query(),
            "opened": opened,
            "moves": [
                (words, settings.without(name))
                for words, (name, _) in zip(settings.moves(), settings.pairs(), strict=True)
            ],
            "undo": before.query() if before else None,
            "redo": after.query() if after else None,
            "mark": _mark(settings.query()),
            "controls": controls(programme, settings),
            "fields": settings.pairs(),
            "moved": settings.in_words(),
            "suggested": "" if settings.is_plain else edition.named(settings),
            "is_move": False,
            "downloads": [(name, _DOWNLOADS.get(name, name)) for name in FILES],
        }

    def _way(self, work: Job[Any]) -> dict[str, Any]:
        words = "getting ready"
        if work.progress is not None:
            words = progress_in_words(work.progress, work.figures_in_a_point)
            words = f"{work.stage}, {words}" if work.stage else words
        return {
            "is_working": not work.is_done or work.is_dropped,
            "is_settling": not work.is_done and work.early is not None,
            "seconds": int(work.seconds),
            "so_far": words,
        }

    def _decisions(self, edition: Edition) -> dict[str, Any]:
        programme = edition.scenario
        try:
            log, trouble = self._session.log(), ""
        except PrioritiseError as problem:
            log, trouble = None, str(problem)
        current = list(log.current.values()) if log else []
        return {
            "proposals": [(name, each.title) for name, each in programme.proposal_of.items()],
            "decisions": [(entry, title_of(programme, entry.proposal)) for entry in current],
            "head": log.head if log and log.entries else "",
            "entries": len(log.entries) if log else 0,
            "record_trouble": trouble,
            "honours": self._session.honours,
        }

    def _why(self, question: PageQuestion, proposal: str, patience: float) -> dict[str, Any]:
        said: dict[str, Any] = {"why_number": -1, "why_proposal": proposal, "explained": None}
        said["try_it"] = None
        work = self._session.answer(question)
        answer = work.result
        if not work.is_done:
            numbers = list(question.edition.scenario.proposal_of)
            place = numbers.index(proposal) if proposal in numbers else -1
            said |= {"why_number": place, "why_solves": 0, "why_seconds": 0, "why_problem": ""}
            return said | {"is_thinking": True}
        if not isinstance(answer, PageAnswer) or answer.plan is None:
            return said | {"why_problem": "There is no shortlist to explain.", "is_thinking": False}
        names = list(answer.programme.proposal_of)
        if proposal not in names:
            return said | {"why_problem": "There is no such proposal.", "is_thinking": False}
        thinking = self._session.why(answer, proposal)
        thinking.wait(patience)
        problem = failed(thinking) if thinking.is_done else ""
        said |= {"why_number": names.index(proposal), "why_problem": problem}
        said |= {"is_thinking": not thinking.is_done, "why_seconds": int(thinking.seconds)}
        said["why_solves"] = thinking.solves
        if thinking.is_done and not problem:
            assert thinking.result is not None
            asked = thinking.result
            explained = asked.explanations[0]  # type: ignore[union-attr]
            least = explained.changes.least_money
            tried = least and with_more_money(answer.settings, answer.programme, least.budgets)
            said["explained"] = _explained(explained)
            said["try_it"] = tried.query() if tried else None
        return said

    def _conflict(self, question: PageQuestion, patience: float) -> dict[str, Any]:
        work = self._session.answer(question)
        answer = work.result if work.is_done else None
        if not isinstance(answer, PageAnswer) or answer.plan is not None:
            return {"is_thinking": False, "reasons": (), "repairs": (), "problem": "", "seconds": 0}
        thinking = self._session.why_not(answer)
        thinking.wait(patience)
        why = thinking.result if thinking.is_done else thinking.early
        if not isinstance(why, Why):
            why = Why((), ())
        return {
            "is_thinking": not thinking.is_done,
            "reasons": why.reasons,
            "repairs": why.repairs,
            "problem": failed(thinking) if thinking.is_done else "",
            "seconds": int(thinking.seconds),
        }

    def _shown(self, template: str, **said: Any) -> str:
        return self._templates.get_template(template).render(**said)


_DOWNLOADS = {
    "tables.zip": "All tables (CSV)",
    "programme.xlsx": "Workbook",
    "report.html": "Report page",
    "report.docx": "Word file",
}


def _mark(*words: str) -> str:
    """A short mark that is another where the words are others."""
    return f"{crc32(chr(0).join(words).encode()):08x}"


def _fault_in_words(fault: Fault) -> str:
    """A fault of a field, without the place in a file that it has not got."""
    hint = f"; did you mean {fault.nearest}?" if fault.nearest else ""
    return f"{fault.column}: found {fault.found}, expected {fault.expected}{hint}"


def _explained(explained: Explanation) -> dict[str, Any]:
    """An explanation as sentences, and who would come and go."""
    programme = explained.plan.programme
    kept = ""
    if not explained.is_chosen and explained.is_eligible:
        kept = f"With this shortlist kept: {lacks_in_words(explained)}."

    def named(names: Sequence[str]) -> list[str]:
        return [f"{name} {programme.proposal_of[name].title}" for name in names]

    return {
        "sentence": sentence(explained),
        "limits": limits_in_words(explained),
        "changes": changes_in_words(explained),
        "kept": kept,
        "enters": named(explained.enters),
        "leaves": named(explained.leaves),
        "now": points(explained.plan.value),
        "then": points(explained.otherwise.value) if explained.otherwise else "",
        "is_in": explained.is_chosen,
    }
