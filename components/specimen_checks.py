"""How a specimen stands to the requirements of the protocol, in a line."""

from collections.abc import Sequence

from domain.specimen_requirements import SOURCE, Check, Met

SIGNS = {Met.MET: "\N{CHECK MARK}", Met.NOT_MET: "\N{MULTIPLICATION X}", Met.NOT_KNOWN: "?"}


def requirements_words(checks: Sequence[Check]) -> str:
    """How many are met of how many, then each that is not met, less than recommended or not known."""
    if not checks:
        return ""
    met = [one for one in checks if one.met is Met.MET]
    told = [f"{SIGNS[Met.MET]} {len(met)} of {len(checks)} met"]
    missed = ", ".join(f"{one.label} {one.value} ({one.wanted})" for one in checks if one.met is Met.NOT_MET)
    told += [f"{SIGNS[Met.NOT_MET]} not met: {missed}"] if missed else []
    told += [f"{one.label} {one.value}, {one.remark}" for one in met if one.remark]
    unknown = [one.label for one in checks if one.met is Met.NOT_KNOWN]
    if unknown:
        told.append(f"{SIGNS[Met.NOT_KNOWN]} not known: {', '.join(unknown)}")
    return " \N{MIDDLE DOT} ".join(told)


def warning_words(specimen: str, checks: Sequence[Check]) -> str | None:
    """What somebody who accepts a run is told of a specimen; ``None`` where no requirement is missed."""
    missed = [one for one in checks if one.met is Met.NOT_MET]
    if not missed:
        return None
    told = "; ".join(f"{one.label} {one.value}, wanted {one.wanted}" for one in missed)
    return (
        f"{specimen}: not all requirements{_whose(checks)} are met: {told}. "
        "The run can be accepted all the same."
    )


def not_known_words(of_specimens: Sequence[Sequence[Check]]) -> str | None:
    """Which requirements could not be checked, and of how many specimens; ``None`` where all could."""
    unknown: dict[str, int] = {}
    for checks in of_specimens:
        for one in checks:
            if one.met is Met.NOT_KNOWN:
                unknown[one.label] = unknown.get(one.label, 0) + 1
    if not unknown:
        return None
    asked = sum(1 for checks in of_specimens if checks)
    told = ", ".join(f"{label} ({count} of {asked})" for label, count in unknown.items())
    whose = _whose([one for checks in of_specimens for one in checks])
    return f"Requirements{whose} that cannot be checked, of the specimens chosen: {told}."


def _whose(checks: Sequence[Check]) -> str:
    """Whose requirements they are; nobody's in particular where a laboratory's own are among them."""
    return " of the BALLETT protocol" if all(one.source == SOURCE for one in checks) else ""
