"""A connection that is cut at any byte loses no entry that was acknowledged, and doubles none."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from prioritise.decisions.address import StoreError
from prioritise.decisions.store import NOT_CERTAIN
from tests.decisions.proxy import proxy_before
from tests.decisions.records import TITLE, proposing, store_at
from tests.promises.agreement import how_many

ROUNDS_A_TITLE = 20


def spread(first: int, last: int, number: int) -> list[int]:
    """Numbers evenly spread between two."""
    return [first + (2 * n + 1) * (last - first) // (2 * number) for n in range(number)]


def test_cut_connections_lose_no_entry_and_double_none(server, capsys):
    """Cuts spread over all that an entry takes, and again over its end; nobody tries again."""
    place = server.new_database()
    store_at(place).append(TITLE, proposing("first"))
    cuts, told = how_many(6, 150), Counter[str]()
    acknowledged, refused, uncertain = [], [], []
    with proxy_before(server.port) as proxy:
        through = store_at(place.replace(f":{server.port}/", f":{proxy.port}/"))
        through.append(TITLE, proposing("whole"))
        whole = proxy.passed
        places = [*spread(0, whole, cuts), *spread(whole * 9 // 10, whole * 6 // 5, cuts)]
        for number, after in enumerate(places):
            name = f"P{number}"
            proxy.cut(after)
            try:
                through.append(TITLE, proposing(name))
            except StoreError as problem:
                told[str(problem).replace(place, "")] += 1
                (uncertain if NOT_CERTAIN in str(problem) else refused).append(name)
            else:
                acknowledged.append(name)
        proxy.cut(None)
        through.append(TITLE, proposing("after"))
        acknowledged.append("after")
    found = Counter(entry.proposal for entry in store_at(place).verified(TITLE).log.entries)
    kept = sum(name in found for name in uncertain)
    counts = f"{len(acknowledged)} acknowledged, {len(refused)} refused, {len(uncertain)} uncertain"
    with capsys.disabled():
        print(f"\n{len(places)} cuts: {counts}, of which {kept} are recorded")
    assert set(acknowledged) <= set(found), told
    assert not set(refused) & set(found), told
    assert max(found.values()) == 1
    assert refused
    assert uncertain


def test_what_was_acknowledged_before_a_cut_stays_and_is_there_once(server, capsys):
    """Entries follow one another until the cut; who is told "not certain" looks, and tries again.

    In each round the cut comes elsewhere in the next two entries and a half, every other time
    near the end of one. A colleague, whose connection is never cut, records another in each round.
    """
    place = server.new_database()
    colleague, told = store_at(place), Counter[str]()
    rounds, promised = how_many(5, 300), Counter[tuple[str, str]]()
    with proxy_before(server.port) as proxy:
        through = store_at(place.replace(f":{server.port}/", f":{proxy.port}/"))
        for number in range(rounds):
            title = f"{TITLE} {number // ROUNDS_A_TITLE}"  # each entry reads all before it
            proxy.cut(None)
            through.append(title, proposing(f"W{number}"))
            colleague.append(title, proposing(f"C{number}"))
            promised.update([(title, f"W{number}"), (title, f"C{number}")])
            whole, share = proxy.passed, Fraction(2 * number + 1, 2 * rounds)
            near_the_end = Fraction(19, 20) + share / 10 + number // 2 % 2
            proxy.cut(int(whole * (near_the_end if number % 2 else share * 5 / 2)))
            for name in (f"P{number}-{place}" for place in range(4)):
                try:
                    through.append(title, proposing(name))
                except StoreError as problem:
                    proxy.cut(None)
                    is_open = NOT_CERTAIN in str(problem)
                    there = [entry.proposal for entry in colleague.found(title).log.entries]
                    assert is_open or name not in there
                    told["not certain, recorded" if name in there else "not recorded"] += 1
                    if name not in there:
                        colleague.append(title, proposing(name))
                else:
                    told["acknowledged"] += 1
                promised[title, name] += 1
    found = Counter(
        (title, entry.proposal)
        for title in dict.fromkeys(title for title, _ in promised)
        for entry in colleague.verified(title).log.entries
    )
    with capsys.disabled():
        counts = ", ".join(f"{count} {what}" for what, count in sorted(told.items()))
        print(f"\n{rounds} cuts among {sum(promised.values())} entries: {counts}")
    assert found == promised
    assert told["acknowledged"]
    assert told["not recorded"]
