"""`doctor`: whether this installation can be trusted."""

from __future__ import annotations

import click

from prioritise.cli.help_page import command


@command("prioritise doctor")
def doctor() -> None:
    """Check this installation: its versions, and the solver on known answers."""
    from prioritise.optimise.self_test import self_test
    from prioritise.present.run.run_record import versions
    from prioritise.programme.faults import SolverError

    for name, version in versions().items():
        click.echo(f"       {name} {version}")
    findings = []
    for finding in self_test():
        findings.append(finding)
        word, colour = ("ok", "green") if finding.passed else ("WRONG", "red")
        click.echo(f"{click.style(f'{word:6}', fg=colour)} {finding.name}: {finding.detail}")
    wrong = [finding.name for finding in findings if not finding.passed]
    if wrong:
        raise SolverError(f"do not rely on answers from this installation: {'; '.join(wrong)}")
    click.echo(f"All {len(findings)} checks passed.")
