"""The integer programme, the solver, and the independent check: a programme in, a plan out."""

from prioritise.optimise.check.examination import Examination, Examiner, Violation, check
from prioritise.optimise.lexicographic import Hints, optimise
from prioritise.optimise.plan import Plan, Stage

__all__ = ["Examination", "Examiner", "Hints", "Plan", "Stage", "Violation", "check", "optimise"]
