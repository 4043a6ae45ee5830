"""The table that a rehearsal ends with."""

from __future__ import annotations

from workshop.rehearsal.result import Result, Spread


def draw_table(result: Result) -> str:
    counts = [
        ("Phones connected", f"{result.came:,} of {result.delegates:,}"),
        ("Links lost on the way", f"{result.losses:,}"),
        ("Responses sent", f"{result.sent:,}"),
        ("Receipts", f"{result.receipts:,}"),
        ("Responses in the database", f"{result.stored:,}"),
        ("Lost (must be 0)", f"{result.lost:,}"),
        ("Doubled (must be 0)", f"{result.doubled:,}"),
    ]
    if result.refused:
        counts.insert(4, ("Of which refused", f"{result.refused:,}"))
    lines = [f"  {name:<34}{count:>12}" for name, count in counts]
    lines += ["", f"  {'In milliseconds':<34}{'p50':>8}{'p95':>8}{'p99':>8}{'worst':>8}{'of':>8}"]
    lines += [
        _draw_spread("Submit to receipt", result.to_receipt),
        _draw_spread("… where the link was lost between", result.after_a_loss),
        _draw_spread("Submit to screen", result.to_screen),
        _draw_spread("Slide change to last phone", result.slide_to_last_phone),
    ]
    return "\n".join(lines)


def sum_up(result: Result) -> str:
    """The result in one sentence."""
    if not result.sent:
        return "No phone responded: no question was open for long enough."
    said = f"{result.stored:,} of {result.sent:,} responses stored, " + (
        f"{result.lost:,} lost, {result.doubled:,} doubled"
    )
    if result.to_receipt:
        said += f"; 95 % had their receipt within {result.to_receipt.p95:,.0f} ms"
    return said + "."


def _draw_spread(name: str, spread: Spread | None) -> str:
    if spread is None:
        return f"  {name:<34}{'–':>8}"
    times = (spread.p50, spread.p95, spread.p99, spread.worst)
    return f"  {name:<34}" + "".join(f"{ms:>8,.0f}" for ms in times) + f"{spread.of:>8,}"
