"""SCIP as it comes, on a model file; its search goes on one thread, whatever it is given."""

from __future__ import annotations

from typing import Any

from pyscipopt import SCIP_EVENTTYPE, SCIP_STAGE, Eventhdlr, Model

from benchmarks.suite.telling import Teller, asked, turned

EVENTS = (
    SCIP_EVENTTYPE.BESTSOLFOUND,
    SCIP_EVENTTYPE.DUALBOUNDIMPROVED,
    SCIP_EVENTTYPE.NODESOLVED,
)


class _Look(Eventhdlr):
    """Tells progress at each event."""

    def __init__(self, teller: Teller) -> None:
        self._teller = teller

    def eventinit(self) -> None:
        for kind in EVENTS:
            self.model.catchEvent(kind, self)

    def eventexit(self) -> None:
        for kind in EVENTS:
            self.model.dropEvent(kind, self)

    def eventexec(self, event: Any) -> None:
        # On its way out SCIP gives up its nodes, and then knows a bound that is none.
        if self.model.getStage() == SCIP_STAGE.SOLVING:
            self._teller.tell(
                turned(self.model.getPrimalbound()), turned(self.model.getDualbound())
            )


def main() -> None:
    """Solve the file that is asked for."""
    question = asked()
    model = Model()
    model.hideOutput()
    model.setParam("limits/time", question.seconds)
    model.setParam("limits/gap", 0.0)
    model.setParam("parallel/maxnthreads", question.threads)
    model.setParam("lp/threads", question.threads)
    model.readProblem(str(question.model))
    teller = Teller()
    model.includeEventhdlr(_Look(teller), "look", "tells progress")
    model.optimize()
    found = model.getNSols() > 0
    teller.end(
        model.getStatus(),
        turned(model.getObjVal()) if found else None,
        turned(model.getDualbound()),
        version=f"SCIP {model.version()}",
        answer=[
            (int(variable.name[1:]), value)
            for variable in (model.getVars() if found else ())
            if (value := round(model.getVal(variable)))
        ],
    )


if __name__ == "__main__":
    main()
