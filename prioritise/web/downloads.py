"""What can be taken away: the scenario, the tables, and a workbook and a page of them."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.responses import Response

from prioritise.programme.faults import UsageError
from prioritise.render.run.run_folder import output_files
from prioritise.views.run.run_tables import run_tables
from prioritise.web.edition import PageQuestion
from prioritise.web.job import Job
from prioritise.web.scenario_file import file_name, home_of, scenario_text
from prioritise.web.session import PageAnswer, Session, failed

if TYPE_CHECKING:
    from prioritise.render.report.given import Given

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EPOCH = (1980, 1, 1, 0, 0, 0)
"""Time of every file in an archive, so that equal tables make equal archives."""
OUTDATED = "Inputs as they are now: they have changed since they were read for this answer ({})."
"""What a report says that rests on files which are others by now."""


def scenario(question: PageQuestion, title: str) -> Response:
    """The settings as a scenario file."""
    text = scenario_text(question.settings, title, question.edition.reading)
    return _attached(text.encode(), file_name(title), "application/yaml")


def file(name: str, session: Session, work: Job[PageAnswer]) -> Response:
    """A file of an answer.

    Raises
    ------
    UsageError
        There is no answer to write.
    """
    if not work.is_done:
        raise UsageError("The answer is not there yet; wait for it, then download again.")
    if problem := failed(work):
        raise UsageError(f"There is nothing to download: {problem}")
    answer = work.result
    assert isinstance(answer, PageAnswer)
    if answer.plan is None:
        raise UsageError("There is nothing to download: no shortlist keeps all the rules.")
    make, kind = FILES[name]
    return _attached(make(session, answer), name, kind)


def _tables(session: Session, answer: PageAnswer) -> bytes:
    assert answer.plan is not None
    files = output_files(answer.plan, run_tables(answer.plan, answer.waiting))
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as whole:
        for name, content in files.items():
            whole.writestr(zipfile.ZipInfo(name, EPOCH), content, zipfile.ZIP_DEFLATED)
    return archive.getvalue()


def _workbook(session: Session, answer: PageAnswer) -> bytes:
    from prioritise.render.report.workbook import workbook

    return workbook(_given(session, answer))


def _document(ending: str, session: Session, answer: PageAnswer) -> bytes:
    from prioritise.render.document_file import document_bytes
    from prioritise.render.report.report import report_document

    return document_bytes(report_document(_given(session, answer)), ending)


FILES: Mapping[str, tuple[Callable[[Session, PageAnswer], bytes], str]] = {
    "tables.zip": (_tables, "application/zip"),
    "programme.xlsx": (_workbook, WORKBOOK),
    "report.html": (partial(_document, ".html"), "text/html; charset=utf-8"),
    "report.docx": (partial(_document, ".docx"), WORD),
}
"""What makes each file, and its type."""


def _given(session: Session, answer: PageAnswer) -> Given:
    """An answer as a report takes it, beside the scenario as it stands."""
    from prioritise.analysis.comparison.compare import Comparison, found
    from prioritise.render.report.beside_plan import beside_plan
    from prioritise.render.report.given import Given, SourceFile

    assert answer.plan is not None
    edition = answer.question.edition
    start = session.start(edition)
    comparison = None
    if start and start.plan and not answer.settings.is_plain:
        compared = (found("settings", answer.plan), found("start", start.plan))
        comparison = Comparison(compared)
    reading = edition.reading
    beside, home = beside_plan(answer.plan, reading), home_of(reading)
    sources = tuple(
        SourceFile(Path(os.path.relpath(file, home)).as_posix(), digest)
        for file, digest in {**beside.digests, **reading.digests}.items()
    )
    changed = edition.changes()
    outdated = (OUTDATED.format("; ".join(changed)),) if changed else ()
    today = datetime.now(UTC)
    made = f"{today.day} {today:%B %Y}"
    return Given(
        answer.plan,
        answer.waiting,
        sources,
        beside.readme,
        comparison,
        reach=beside.reach,
        appraised=beside.appraised,
        log=edition.log,
        made=made,
        left_out=(*outdated, *beside.left_out),
    )


def _attached(content: bytes, name: str, kind: str) -> Response:
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=kind, headers=headers)
