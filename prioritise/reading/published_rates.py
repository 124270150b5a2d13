"""A programme appraised by the published rates where it says nothing of them."""

from __future__ import annotations

from prioritise.appraisal.worked_out import worked_out
from prioritise.programme.appraised import Appraisal
from prioritise.programme.faults import Fault, InputError
from prioritise.programme.programme import Programme
from prioritise.programme.validity import faults_of
from prioritise.reading.reading import Reading


def appraised_by_published_rates(programme: Programme, reading: Reading) -> Programme:
    """The programme with an appraisal: its own, or else that of the published rates.

    Parameters
    ----------
    programme : Programme
        What is appraised.
    reading : Reading
        Where it was read from, to say where a fault can be mended.

    Raises
    ------
    InputError
        The tables do not hold what an appraisal is made from.
    """
    if programme.appraisal is not None:
        return programme
    programme = programme.revised(appraisal=Appraisal())
    faults = faults_of(programme) or worked_out(programme)[1]
    if faults:
        raise InputError([_placed(reading, fault) for fault in faults])
    return programme


def _placed(reading: Reading, fault: Fault) -> Fault:
    """A fault that only the appraisal finds, placed where the user can mend it."""
    if fault.place in reading.tables and fault.row is not None:
        table = reading.tables[fault.place]
        return fault.at(table.count.place, table.rows[fault.row])
    is_folder = reading.programme_path.is_dir()
    return fault.at("programme.yaml" if is_folder else reading.programme_path.name, None)
