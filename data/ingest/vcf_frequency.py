"""Reads an allele frequency from one sample's values as the callers write it, and says from which field.

Fractions (``AF``, ``VF``, ``VAF``, ``TVAF``, ``FA``) are taken as written; VarScan's percentage (``FREQ``) is
divided by 100 in decimal. Where there is none, reads are counted to four decimals (six below 1 %): ``AD``;
VarScan's ``RD`` and ``AD``; ``RO`` and ``AO``; Strelka's first-tier counts (alternative over reference and
alternative, as its user guide gives them).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

FRACTIONS = ("AF", "VF", "VAF", "TVAF", "FA")
"""FORMAT fields that hold a fraction, the first found wins."""

_COMMA = re.compile(rb"[01],\d+\Z")
_FRACTION = re.compile(rb"(?:0|1)?(?:\.\d*)?\Z")
_WITH_EXPONENT = re.compile(rb"\d?(?:\.\d{0,30})?[eE][-+]?\d{1,2}\Z")
_PERCENT = re.compile(rb"(\d{1,3}(?:\.\d{0,20})?)%\Z")
_PERCENT_COMMA = re.compile(rb"\d{1,3},\d+%?\Z")
_MISSING = frozenset({b".", b""})

Counted = Callable[[list[bytes], bytes, list[bytes]], bytes | None]
"""The sample's values, REF and the alternative alleles to fractions; ``None`` where they cannot be read."""


class CommaDecimal(Exception):
    """A frequency with a decimal comma: the row is refused, since a program would read 0."""


@dataclass(frozen=True, slots=True)
class Keys:
    """Where one FORMAT has its values."""

    size: int
    fractions: tuple[tuple[int, str, str], ...]
    """Place, name and declared Number of the fields that hold a fraction."""
    counted: tuple[tuple[str, Counted], ...]
    """Further ways to a frequency, by the name that the row is tagged with."""
    depth: int | None


def keys_of(text: bytes, numbers: dict[str, str], whole_numbers: set[str]) -> Keys:
    """Where a FORMAT has its values; a fraction declared as a whole number is a count and none."""
    names = text.decode("utf-8", "replace").split(":")
    at = {name: index for index, name in enumerate(names)}
    counted: list[tuple[str, Counted]] = []
    if "FREQ" in at:
        counted.append(("FREQ", _percentage(at["FREQ"])))
    if "AD" in at and "RD" in at:
        counted.append(("RD,AD", _two_counts(at["RD"], at["AD"])))
    if "AD" in at:
        counted.append(("AD", _allele_depths(at["AD"])))
    if "RO" in at and "AO" in at:
        counted.append(("RO,AO", _two_counts(at["RO"], at["AO"])))
    if {"AU", "CU", "GU", "TU"} <= at.keys():
        counted.append(("tier1", _strelka_bases({base: at[base + "U"] for base in "ACGT"})))
    if {"TAR", "TIR"} <= at.keys():
        counted.append(("tier1", _two_counts(at["TAR"], at["TIR"], first=True)))
    return Keys(
        size=len(names),
        fractions=tuple(
            (at[name], name, numbers.get(name, "A"))
            for name in FRACTIONS
            if name in at and name not in whole_numbers
        ),
        counted=tuple(counted),
        depth=at.get("DP"),
    )


def fractions_of(text: bytes, alleles: int, number: str) -> bytes | None:
    """One fraction for each alternative allele, empty where all are missing, ``None`` where it is wrong.

    Raises ``CommaDecimal`` for the one fraction of one allele written with a comma.
    """
    if text in _MISSING:
        return b""
    if alleles == 1 and number != "R" and _COMMA.match(text):
        raise CommaDecimal
    values = text.split(b",") if alleles > 1 or number == "R" else [text]
    if number == "R" and len(values) == alleles + 1:
        values = values[1:]
    if len(values) != alleles:
        return None
    for index, value in enumerate(values):
        if value == b".":
            continue
        if not value:
            return None
        if not _FRACTION.match(value):
            if not _WITH_EXPONENT.match(value):
                return None
            values[index] = _without_exponent(value)
        try:
            if not 0 <= float(value) <= 1:
                return None
        except ValueError:
            return None
    return b",".join(values)


def _without_exponent(value: bytes) -> bytes:
    """The same number in plain digits: GATK writes ``9.524e-03``. Unchanged where it is no number."""
    try:
        return f"{Decimal(value.decode()):f}".encode()
    except InvalidOperation:
        return value


def _percentage(place: int) -> Counted:
    def read(values: list[bytes], _ref: bytes, alts: list[bytes]) -> bytes | None:
        text = values[place].replace(b"%25", b"%")
        if text in _MISSING:
            return b""
        if len(alts) == 1 and _PERCENT_COMMA.match(text):
            raise CommaDecimal
        made = []
        for one in text.split(b",") if len(alts) > 1 else [text]:
            match = _PERCENT.match(one)
            fraction = Decimal(match.group(1).decode()).scaleb(-2) if match else None
            if fraction is None or fraction > 1:
                return None
            made.append(f"{fraction:f}".encode())
        return b",".join(made) if len(made) == len(alts) else None

    return read


def _reads(text: bytes) -> list[int] | None:
    parts = text.split(b",")
    return [int(part) for part in parts] if all(part.isdigit() and len(part) < 10 for part in parts) else None


def counted_text(alt: int, total: int) -> str:
    """Reads as a fraction in plain digits: four decimals, six below one per cent, as blood needs them."""
    return f"{alt / total:.6f}" if 0 < alt * 100 < total else f"{alt / total:.4f}"


def _of(reads: list[int], total: int) -> bytes:
    return ",".join(counted_text(one, total) for one in reads).encode() if total else b""


def _missing(*texts: bytes) -> bool:
    return any(not text.strip(b".,") for text in texts)


def _allele_depths(place: int) -> Counted:
    def read(values: list[bytes], _ref: bytes, alts: list[bytes]) -> bytes | None:
        if _missing(values[place]):
            return b""
        reads = _reads(values[place])
        if reads is None:
            # A missing count beside one that is given: nothing can be divided.
            return b"" if b"." in values[place].split(b",") else None
        return _of(reads[1:], sum(reads)) if len(reads) == len(alts) + 1 else b""

    return read


def _two_counts(of_ref: int, of_alt: int, first: bool = False) -> Counted:
    """Reads of the reference and of each alternative in two fields; ``first``: the first of two tiers."""

    def read(values: list[bytes], _ref: bytes, alts: list[bytes]) -> bytes | None:
        if _missing(values[of_ref], values[of_alt]):
            return b""
        ref, alt = _reads(values[of_ref]), _reads(values[of_alt])
        if ref is None or alt is None:
            return None
        if first:
            ref, alt = ref[:1], alt[:1]
        return _of(alt, sum(ref) + sum(alt)) if len(ref) == 1 and len(alt) == len(alts) else b""

    return read


def _strelka_bases(places: dict[str, int]) -> Counted:
    def read(values: list[bytes], ref: bytes, alts: list[bytes]) -> bytes | None:
        alleles = [allele.decode("utf-8", "replace").upper() for allele in (ref, *alts)]
        if not all(allele in places for allele in alleles):
            return b""
        counts = [values[places[allele]] for allele in alleles]
        if _missing(*counts):
            return b""
        reads = [_reads(count) for count in counts]
        tier = [one[0] for one in reads if one]
        return _of(tier[1:], sum(tier)) if len(tier) == len(alleles) else None

    return read
