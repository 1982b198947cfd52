"""The board's meeting: agenda, case, planning."""
