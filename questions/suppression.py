"""Breakdowns that give no small group away.

Cell suppression, as official statistics do it: a cell that is too small is hidden
(primary suppression), and others with it, so that no total gives it away
(complementary suppression).
"""

from __future__ import annotations

from collections.abc import Sequence

Row = tuple[int | None, ...]


def suppress(rows: Sequence[Sequence[int]], people: int, smallest: int = 5) -> tuple[Row, ...]:
    """The cells that may be shown; one below `smallest` is None, and so are others with it.

    `rows[i][j]` is how many delegates of group j said theme i. What is known beside
    is each row's total, for everybody is in one group, and that `people` said
    something: not how many are in a group. A hidden cell that is small might, for
    all that can be worked out, be another number, and even be `smallest` or more.
    None at all is hidden as well: that nobody of a group said something tells of all of it.
    """
    groups = range(len(rows[0]) if rows else 0)
    # The same groups go first in every row: what one row hid, another would else tell of.
    order = sorted(groups, key=lambda j: sum(row[j] for row in rows))
    for left_out in range(len(order) + 1):
        shown = tuple(_suppress_row(row, order, left_out, smallest) for row in rows)
        if _is_room(shown, people, smallest):
            break
    return shown


def _suppress_row(row: Sequence[int], order: Sequence[int], left_out: int, smallest: int) -> Row:
    """Hide the small cells, the first `left_out` in `order`, and so many more as make it safe."""
    hidden = {j for j, cell in enumerate(row) if cell < smallest} | set(order[:left_out])
    while hidden and len(hidden) < len(row) and not _is_safe([row[j] for j in hidden], smallest):
        hidden.add(next(j for j in order if j not in hidden))
    return tuple(None if j in hidden else cell for j, cell in enumerate(row))


def _is_safe(hidden: Sequence[int], smallest: int) -> bool:
    """There are two or more, and so many people in them that any might have enough."""
    return len(hidden) > 1 and sum(hidden) >= smallest


def _is_room(shown: Sequence[Row], people: int, smallest: int) -> bool:
    """Any group with something hidden might have enough people, beside those who are seen."""
    seen = [max(cell or 0 for cell in column) for column in zip(*shown, strict=True)]
    hidden = [None in column for column in zip(*shown, strict=True)]
    rest = [people - (sum(seen) - at_least) for at_least in seen]
    return all(
        not is_hidden or left >= smallest for is_hidden, left in zip(hidden, rest, strict=True)
    )
