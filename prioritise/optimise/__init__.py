"""The integer programme, the solver, and the independent check: a programme in, a plan out."""

from prioritise.optimise.check import Examination, Examiner, Violation, check
from prioritise.optimise.plan import Plan, Stage
from prioritise.optimise.stages import optimise

__all__ = ["Examination", "Examiner", "Plan", "Stage", "Violation", "check", "optimise"]
