"""A connection that is cut at any byte loses no entry that was acknowledged, and doubles none."""

from __future__ import annotations

from collections import Counter

from prioritise.decisions.address import StoreError
from prioritise.decisions.store import NOT_CERTAIN
from tests.decisions.proxy import proxy_before
from tests.decisions.records import TITLE, proposing, store_at
from tests.promises.agreement import how_many


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
