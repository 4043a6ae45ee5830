"""How fast, how many, and at what cost: measured beside others, by hand, never in the tests."""
