"""The pages of `serve`: what is asked under which address, and what is shown for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from http import HTTPStatus
from importlib.resources import files
from urllib.parse import urlencode

from fastapi import FastAPI, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from prioritise.decisions.entry import Statement
from prioritise.programme.faults import Fault, PrioritiseError
from prioritise.views.sanitise import one_line
from prioritise.web import downloads
from prioritise.web.edition import LONGEST_TITLE, PageQuestion
from prioritise.web.flash import Flashes
from prioritise.web.guard import OPEN, AccessKeys, Guard
from prioritise.web.job import Job
from prioritise.web.pages import Pages
from prioritise.web.scenario_file import saved
from prioritise.web.session import PageAnswer, Session
from prioritise.web.settings import GOES_ON, OPENED, PageSettings, Pairs, settings_of

ASSETS = {
    "/assets/govuk-frontend.css": ("render/page/assets/govuk-frontend.css", "text/css"),
    "/assets/prioritise.css": ("render/page/assets/prioritise.css", "text/css"),
    "/assets/desk.css": ("web/assets/desk.css", "text/css"),
    "/assets/desk.js": ("web/assets/desk.js", "text/javascript"),
    "/assets/icon.svg": ("web/assets/icon.svg", "image/svg+xml"),
    "/assets/htmx.min.js": ("web/assets/htmx.min.js", "text/javascript"),
}
"""Files that pages load, and their types."""
PUBLIC = frozenset(path for path in ASSETS if path.endswith((".css", ".svg")))
"""Styles: they hold nothing of anybody's, and a refusal is to be read, too."""
QUICK = 0.2
"""Seconds for which the last word is waited for, before the best so far is shown already."""
SOON = 1.2
"""Seconds for which anything is waited for before the progress is shown."""
CHECKED = 5.0
"""Seconds for which it is waited to see whether a decision leaves any shortlist."""
GLANCE = 0.3
"""Seconds for which one look at the progress waits."""
PATIENT = 60.0
"""Seconds for which a download waits for its answer."""
SEE_OTHER = 303


def guarded_app(session: Session, keys: AccessKeys, host: str) -> Guard:
    """The whole page, behind its guard.

    Parameters
    ----------
    session : Session
        What is asked.
    keys : Keys
        What lets somebody in.
    host
        Address and port that it is bound to.
    """
    routes = _Routes(session, keys, Pages(session, keys.form))
    app = FastAPI(title="prioritise", docs_url=None, redoc_url=None, openapi_url=None)
    places: dict[str, str] = {}

    def add(path: str, method: str, function: Callable[..., Response]) -> None:
        answering = routes.safely(function)
        app.add_api_route(path, answering, methods=[method], response_model=None)
        places[path] = method

    for path in ASSETS:
        add(path, "GET", _asset)
    for path, method, function in routes.table():
        add(path, method, function)
    guard = Guard(app, keys, host, places, PUBLIC)
    routes.cookie = guard.cookie
    return guard


def _asset(request: Request) -> Response:
    place, kind = ASSETS[request.url.path]
    content = files("prioritise").joinpath(*place.split("/")).read_bytes()
    return Response(content, media_type=kind)


class _Routes:
    """What answers each address."""

    def __init__(self, session: Session, keys: AccessKeys, pages: Pages) -> None:
        self._session = session
        self._keys = keys
        self._pages = pages
        self._notices = Flashes()
        self.cookie = ""

    def table(self) -> Sequence[tuple[str, str, Callable[..., Response]]]:
        """Every path with its method."""
        return (
            (OPEN, "GET", self.open),
            ("/", "GET", self.page),
            ("/ask", "POST", self.ask),
            ("/answer", "GET", self.answer),
            ("/stop", "POST", self.stop),
            ("/go-on", "POST", self.go_on),
            ("/changes", "GET", self.changes),
            ("/group", "GET", self.group),
            ("/why", "GET", self.why),
            ("/why-not", "GET", self.why_not),
            ("/save", "POST", self.save),
            ("/decide", "POST", self.decide),
            ("/read-again", "POST", self.read_again),
            ("/scenario.yaml", "GET", self.scenario),
            *((f"/{name}", "GET", self.download) for name in downloads.FILES),
        )

    def open(self, request: Request) -> Response:
        """Let the one in who has the link, once."""
        if self._keys.opens(request.query_params.get("key", "")):
            # From a file, say: the way on has to begin here, else the cookie would not go along.
            response = HTMLResponse(self._pages.let_in())
            cookie = (self.cookie, self._keys.session)
            response.set_cookie(*cookie, httponly=True, samesite="strict", path="/")
            return response
        if request.cookies.get(self.cookie) == self._keys.session:
            return RedirectResponse("/", SEE_OTHER)
        return HTMLResponse(self._pages.used_link(), 403)

    def page(self, request: Request) -> Response:
        """The whole page under the settings of its address."""
        question, faults = self._asked(request)
        self._session.trail.visit(question.settings)
        work = self._session.answer(question, instead=True)
        if not work.wait(QUICK):
            work.wait_to_show(SOON - QUICK)
        return HTMLResponse(
            self._pages.whole(
                question,
                work,
                faults,
                proposal=request.query_params.get("why", ""),
                opened=_opened(request.query_params.multi_items()),
                notice=self._notices.take(request.query_params.get("notice", "")),
            )
        )

    def ask(self, request: Request) -> Response:
        """Settings were moved: the answer to them, or the way there."""
        question, faults = self._posted(request)
        form = _form(request)
        if not _is_htmx(request):
            pairs = [pair for pair in form if pair[0] not in ("token", GOES_ON)] if faults else []
            return _see(question.settings, opened=_opened(form), faults=pairs)
        goes_on = (GOES_ON, "yes") in form
        is_step = self._session.trail.visit(question.settings, goes_on=goes_on) and not goes_on
        work = self._session.answer(question, instead=True)
        opened = _opened(form)
        return self._first_look(question, work, opened, faults, is_move=True, is_step=is_step)

    def answer(self, request: Request) -> Response:
        """A look at the progress, which gives the answer once it is there."""
        question, faults = self._asked(request)
        work = self._session.answer(question)
        is_shown = work.early is not None and request.query_params.get("shown") == "early"
        work.wait(GLANCE)
        if work.is_dropped or (not work.is_done and (work.early is None or is_shown)):
            opened = _opened(request.query_params.multi_items())
            return HTMLResponse(self._pages.progress(question, work, opened))
        headers = {"HX-Retarget": "#answer", "HX-Reswap": "innerMorph"}
        proposal = request.query_params.get("why", "")
        text = self._pages.answer(
            question,
            work,
            faults,
            proposal=proposal,
            opened=_opened(request.query_params.multi_items()),
        )
        return HTMLResponse(text, headers=headers)

    def stop(self, request: Request) -> Response:
        """Let the best shortlist so far do."""
        question, _ = self._posted(request)
        work = self._session.answer(question)
        work.stop()
        if not _is_htmx(request):
            return _see(question.settings)
        return self._first_look(question, work, _opened(_form(request)))

    def go_on(self, request: Request) -> Response:
        """Seek the best once more, where it was stopped or failed."""
        question, _ = self._posted(request)
        work = self._session.again(question)
        if not _is_htmx(request):
            return _see(question.settings)
        return self._first_look(question, work, _opened(_form(request)))

    def changes(self, request: Request) -> Response:
        """Whether inputs or record have changed, for a page that nobody moves."""
        pairs = request.query_params
        try:
            edition, trouble = self._session.look(), ""
        except PrioritiseError as problem:
            edition, trouble = self._session.edition, str(problem)
        question = PageQuestion(edition, settings_of(pairs.multi_items(), edition.scenario)[0])
        text = self._pages.changes(question, pairs.get("seen", ""), pairs.get("head", ""), trouble)
        return HTMLResponse(text, HTTPStatus.OK if text else HTTPStatus.NO_CONTENT)

    def group(self, request: Request) -> Response:
        """The proposals of one hub, where the page has them folded."""
        question, _ = self._asked(request)
        work = self._session.answer(question)
        work.wait(PATIENT)
        return HTMLResponse(
            self._pages.group(question, work, _opened(request.query_params.multi_items()))
        )

    def why(self, request: Request) -> Response:
        """Why a proposal is in or out."""
        question, _ = self._asked(request)
        proposal = request.query_params.get("proposal", "")
        return HTMLResponse(self._pages.why(question, proposal, GLANCE))

    def why_not(self, request: Request) -> Response:
        """Why nothing is possible."""
        question, _ = self._asked(request)
        return HTMLResponse(self._pages.why_not(question, GLANCE))

    def save(self, request: Request) -> Response:
        """Write a scenario beside what was opened."""
        question, _ = self._posted(request)
        title = _title(dict(_form(request)).get("title", ""), question)
        try:
            path = saved(question.settings, title, question.edition.reading)
        except PrioritiseError as problem:
            return self._told(question, str(problem), is_good=False)
        agrees = f"`prioritise run {path.name}` gives the same shortlist."
        if self._session.is_outdated:
            agrees = (
                f"`prioritise run {path.name}` may give another shortlist, or none: what it reads "
                "is not what this page has read."
            )
        return self._told(question, f"Saved as {path.name}. {agrees}", is_good=True)

    def read_again(self, request: Request) -> Response:
        """Take inputs and record as they are now."""
        question, _ = self._posted(request)
        try:
            self._session.read_again()
        except PrioritiseError as problem:
            words = f"Not read again; what was read before stays. {problem}"
            return self._told(question, words, is_good=False)
        number = len(self._session.log().entries)
        entries = "1 entry" if number == 1 else f"{number or 'no'} entries"
        words = f"Inputs and record are read again: {entries} recorded."
        return self._told(question, words, is_good=True)

    def decide(self, request: Request) -> Response:
        """Record a decision."""
        form = {name: text.strip() for name, text in _form(request)}
        question, _ = self._posted(request)
        if form.get("proposal") not in question.edition.scenario.proposal_of:
            return self._told(question, "Nothing was recorded: choose a proposal.", is_good=False)
        try:
            said = Statement(
                proposal=form["proposal"],
                decision=form.get("decision", ""),  # type: ignore[arg-type]
                stage=form.get("stage", "agreed"),  # type: ignore[arg-type]
                by=form.get("by", ""),
                why=form.get("why", ""),
            )
        except ValueError:
            words = "Nothing was recorded: a decision, who took it and why are all needed."
            return self._told(question, words, is_good=False)
        try:
            log = self._session.record(said)
        except PrioritiseError as problem:
            return self._told(question, f"Nothing was recorded: {problem}", is_good=False)
        entry = log.entries[-1]
        words = (
            f"Recorded as entry {entry.number}: {entry.proposal} {entry.decision}, by {entry.by}. "
            f"Write the head into the minutes: {log.head}"
        )
        work = self._session.answer(self._session.ask(question.settings), instead=True)
        if work.wait(CHECKED) and isinstance(work.result, PageAnswer) and work.result.plan is None:
            source = question.edition.reading.source.name
            words += (
                ". With this decision, no shortlist is possible under these settings. To withdraw "
                f"it: prioritise agree withdraw {source} {entry.proposal} --by WHO --why REASON"
            )
        return self._told(question, words, is_good=True)

    def scenario(self, request: Request) -> Response:
        """The settings as a scenario file to take away."""
        question, _ = self._asked(request)
        title = _title(request.query_params.get("title", ""), question)
        return downloads.scenario(question, title)

    def download(self, request: Request) -> Response:
        """Files of an answer that is there."""
        question, _ = self._asked(request)
        work = self._session.answer(question)
        work.wait(PATIENT)
        try:
            return downloads.file(request.url.path[1:], self._session, work)
        except PrioritiseError as problem:
            return self._told(question, str(problem), is_good=False)

    def safely(self, function: Callable[[Request], Response]) -> Callable[[Request], Response]:
        """The same, where whatever goes wrong is said in words."""

        def answering(request: Request) -> Response:
            try:
                return function(request)
            except PrioritiseError as problem:
                words, status = str(problem), 409
            except Exception as problem:
                # The page is the last place to say it, and no traceback reaches a reader.
                name = type(problem).__name__
                words, status = f"This is a bug in prioritise: {name}: {problem}", 500
            if _is_htmx(request):
                headers = {"HX-Retarget": "#progress", "HX-Reswap": "innerHTML"}
                return HTMLResponse(self._pages.trouble(words), status, headers)
            return HTMLResponse(self._pages.sorry(words), status)

        return answering

    def _first_look(
        self,
        question: PageQuestion,
        work: Job[PageAnswer],
        opened: Sequence[str],
        faults: Sequence[Fault] = (),
        *,
        is_move: bool = False,
        is_step: bool = False,
    ) -> Response:
        """The answer, where it is there soon; else how far it has come.

        A step has an address of its own in the history of the browser, so that Back undoes it.
        """
        history = "HX-Push-Url" if is_step else "HX-Replace-Url"
        headers = {history: f"/{question.settings.query()}"}
        is_there = work.wait(QUICK) or work.wait_to_show(SOON - QUICK)
        if work.is_dropped or not is_there:
            headers |= {"HX-Retarget": "#progress", "HX-Reswap": "innerHTML"}
            return HTMLResponse(
                self._pages.progress(question, work, opened, is_move=is_move), headers=headers
            )
        text = self._pages.answer(question, work, faults, opened=opened, is_move=is_move)
        return HTMLResponse(text, headers=headers)

    def _asked(self, request: Request) -> tuple[PageQuestion, tuple[Fault, ...]]:
        """The question of an address, under the edition that counts now, to its end."""
        return self._question(request.query_params.multi_items())

    def _posted(self, request: Request) -> tuple[PageQuestion, tuple[Fault, ...]]:
        """The question of a form."""
        return self._question(_form(request))

    def _question(self, pairs: Pairs) -> tuple[PageQuestion, tuple[Fault, ...]]:
        edition = self._session.look()
        settings, faults = settings_of(pairs, edition.scenario)
        return PageQuestion(edition, settings), faults

    def _told(self, question: PageQuestion, words: str, *, is_good: bool) -> Response:
        return _see(question.settings, notice=self._notices.put(words, is_good=is_good))


def _title(typed: str, question: PageQuestion) -> str:
    named = question.edition.named(question.settings)
    return one_line(typed)[:LONGEST_TITLE].strip() or named


def _form(request: Request) -> list[tuple[str, str]]:
    form: list[tuple[str, str]] = request.state.form
    return form


def _opened(pairs: Pairs) -> tuple[str, ...]:
    """Lists that are unfolded."""
    return tuple(dict.fromkeys(text for name, text in pairs if name == OPENED))


def _is_htmx(request: Request) -> bool:
    return request.headers.get("hx-request") == "true"


def _see(
    settings: PageSettings,
    *,
    opened: Sequence[str] = (),
    notice: str = "",
    faults: Sequence[tuple[str, str]] = (),
) -> Response:
    """Send the reader to the page of some settings; faulty fields go along, to be told there."""
    if faults:
        return RedirectResponse(f"/?{urlencode(list(faults))}", SEE_OTHER)
    more = {"notice": notice} if notice else {}
    return RedirectResponse(f"/{settings.query(opened, **more)}", SEE_OTHER)
