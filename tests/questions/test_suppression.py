"""No breakdown gives a small group away, whoever subtracts what from what."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from questions.suppression import Row, suppress

SMALLEST = 3  # Small, so that every table that could be behind a breakdown can be tried.


def rows_that_add_up(
    row: tuple[int | None, ...], total: int, most: list[int]
) -> Iterator[tuple[int, ...]]:
    """Every way to fill in what a row hides, by trying all."""
    choices = [range(most[j] + 1) if cell is None else (cell,) for j, cell in enumerate(row)]
    yield from (filled for filled in product(*choices) if sum(filled) == total)


def possible_tables(
    shown: tuple[Row, ...], totals: list[int], people: int
) -> Iterator[list[tuple[int, ...]]]:
    """Every table that would have been published just so, of so many people in all."""
    groups = len(shown[0])
    filled = [
        list(rows_that_add_up(row, total, [total] * groups))
        for row, total in zip(shown, totals, strict=True)
    ]
    for table in product(*filled):
        columns = list(zip(*table, strict=True))
        # Everybody said something: a group has at least its largest cell, at most its sum.
        if sum(map(max, columns)) <= people <= sum(map(sum, columns)):
            yield list(table)


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[list[int]], int]:
    """Some themes by some groups, and of how many delegates, who each said one theme or more."""
    themes, groups = draw(st.integers(1, 2)), draw(st.integers(2, 3))
    delegates = draw(
        st.lists(
            st.tuples(
                st.integers(0, groups - 1),
                st.sets(st.integers(0, themes - 1), min_size=1),
            ),
            min_size=1,
            max_size=9,
        )
    )
    rows = [[0] * groups for _ in range(themes)]
    for group, said in delegates:
        for theme in said:
            rows[theme][group] += 1
    return rows, len(delegates)


@settings(max_examples=200, deadline=None)
@given(tables())
def test_nobody_can_work_out_a_small_group(given_table: tuple[list[list[int]], int]) -> None:
    rows, people = given_table
    shown = suppress(rows, people, smallest=SMALLEST)
    seen: dict[tuple[int, int], set[int]] = {}
    for table in possible_tables(shown, [sum(row) for row in rows], people):
        for i, possible in enumerate(table):
            for j, cell in enumerate(possible):
                seen.setdefault((i, j), set()).add(cell)
    for i, row in enumerate(rows):
        for j, cell in enumerate(row):
            if cell < SMALLEST and sum(row) > 0:
                assert len(seen[i, j]) > 1, "it can be worked out"
                # Of a theme that fewer said in all, its total says as much.
                assert max(seen[i, j]) >= min(SMALLEST, sum(row)), "it is known to be small"


@given(tables())
def test_what_is_shown_is_what_is_there(given_table: tuple[list[list[int]], int]) -> None:
    rows, people = given_table
    for before, after in zip(rows, suppress(rows, people, smallest=SMALLEST), strict=True):
        for cell, left in zip(before, after, strict=True):
            assert left in (None, cell)
            assert left is None or cell >= SMALLEST


@given(st.lists(st.lists(st.integers(5, 60), min_size=3, max_size=3), min_size=1, max_size=5))
def test_nothing_is_hidden_where_nothing_is_small(rows: list[list[int]]) -> None:
    assert [list(row) for row in suppress(rows, 60)] == rows


def test_a_second_cell_goes_with_a_small_one() -> None:
    assert suppress([[3, 9, 20, 0]], 32) == ((None, None, 20, None),)


def test_two_small_cells_that_are_few_together_take_a_third_with_them() -> None:
    assert suppress([[1, 1, 20, 30]], 52) == ((None, None, None, 30),)


def test_one_group_alone_has_nothing_to_hide_behind() -> None:
    assert suppress([[7], [3]], 8) == ((7,), (None,))
