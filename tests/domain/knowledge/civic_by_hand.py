"""An independent reading of the raw CIViC table: regular expressions and a walk up the tree, nothing of ours.

What it takes over from the program is only what it is asked: a finding in plain words.
"""

import csv
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

SHARED = Path(os.environ.get("MTB_SHARED", Path(__file__).resolve().parents[4] / "shared")) / "knowledge"
CIVIC = SHARED / "evidence" / "civic" / "civic_accepted_evidence_2026-05.tsv"
TREE = SHARED / "tumour_types" / "oncotree_2025_10_03.tsv"
DISEASES = SHARED / "tumour_types" / "civic_disease_to_oncotree.tsv"


def needed(path: Path) -> Path:
    """The file, or a told skip; its absence is a failure in CI."""
    if not path.is_file():
        reason = f"{path.name} is not beside the repository (set MTB_SHARED to its folder)"
        if os.environ.get("CI", "").lower() in {"1", "true"}:
            pytest.fail(reason)
        pytest.skip(reason)
    return path


@dataclass(frozen=True)
class Plain:
    """A finding in plain words; changes of genes are classed as oncogenic."""

    gene: str = ""
    change: str = ""
    exon: int = 0
    state: str = ""
    """``amplification``, ``loss``, ``skipping`` or a signature such as ``MSI-H``."""
    partners: tuple[str, str] | None = None

    def __str__(self) -> str:
        return (
            "::".join(self.partners) if self.partners else f"{self.gene} {self.change or self.state}".strip()
        )


_SPLIT = re.compile(r"(\( | \)| AND | OR |(?:(?<= )|^)NOT )")
_GENE_LEVEL = re.compile(
    r"(?:oncogenic |activating |pathogenic )?mutations?|alterations?|gain[- ]of[- ]function", re.IGNORECASE
)
_LOST = re.compile(
    r"loss-of-function|(?:inactivating|deleterious) mutations?|(?:biallelic )?inactivation", re.IGNORECASE
)
_TRUNCATED = re.compile(r"truncati\w+(?: mutation)?", re.IGNORECASE)
_EXON = re.compile(
    r"exon (\d+)(?: (mutation|deletion|insertion|skipping mutation|frameshift))?", re.IGNORECASE
)
_DOMAINS = {
    ("ERBB2", "kinase domain"): range(720, 988), ("FLT3", "tkd"): range(610, 944),
    ("TP53", "dna binding domain"): range(102, 293), ("STAT3", "sh2 domain"): range(580, 671),
}  # fmt: skip
_SIGNATURES = {"MSI-H": r"MSI High", "TMB-H": r"TMB (?:High|H)"}


def rows() -> Iterator[dict[str, str]]:
    """The rows of the raw table."""
    with needed(CIVIC).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def says(simple: str, it: Plain) -> bool:
    """Whether one simple profile is about a finding."""
    simple = simple.strip()
    if it.state in _SIGNATURES:
        return re.fullmatch(_SIGNATURES[it.state], simple) is not None
    if it.partners is not None:
        return _says_fusion(simple, it.partners)
    if it.gene not in simple.partition(" ")[0].split("/"):
        return False
    rest = simple.partition(" ")[2].strip()
    if it.state == "amplification":
        return rest.casefold() == "amplification"
    if it.state == "loss":
        return rest.casefold() in {"loss", "deletion"}
    if it.state == "skipping":
        return re.fullmatch(rf"exon {it.exon} skipping mutation", rest, re.IGNORECASE) is not None
    return _says_change(rest, it)


def _says_fusion(simple: str, partners: tuple[str, str]) -> bool:
    found = re.fullmatch(r"(\S+)::(\S+) (?:fusion|rearrangement|e\d+::e\d+)", simple, re.IGNORECASE)
    if found is None:
        either = re.fullmatch(r"(\S+) (?:fusion|rearrangement)s?", simple, re.IGNORECASE)
        return either is not None and either[1] in partners
    return all(side in {"v", "?", gene} for side, gene in zip(found.groups(), partners, strict=True))


def _says_change(rest: str, it: Plain) -> bool:
    residue, place = re.match(r"([A-Z])(\d+)", it.change).groups()  # type: ignore[union-attr]
    new = it.change[len(residue) + len(place) :]
    stops = new == "*" or "fs" in new
    if re.sub(r"\s*\(c\..*\)$", "", rest).casefold() == it.change.casefold():
        return True
    if _GENE_LEVEL.fullmatch(rest):
        return True
    if _LOST.fullmatch(rest) or _TRUNCATED.fullmatch(rest):
        return stops
    if found := re.fullmatch(r"(.+ domain|tkd) mutation", rest, re.IGNORECASE):
        return not stops and int(place) in _DOMAINS.get((it.gene, found[1].lower()), ())
    if found := re.fullmatch(r"Non-([A-Z]\d+)", rest):
        return found[1] != f"{residue}{place}"
    if re.fullmatch(r"[A-Z]\d+(/[A-Z]\d+)*", rest):
        return new.isalpha() and len(new) == 1 and f"{residue}{place}" in rest.split("/")
    if found := re.fullmatch(r"([A-Z]\d+)([A-Z](?:/[A-Z])+)", rest):
        return found[1] == f"{residue}{place}" and new in found[2].split("/")
    if found := _EXON.fullmatch(rest):
        return int(found[1]) == it.exon and _kind_fits((found[2] or "mutation").lower(), new, it)
    return False


def _kind_fits(kind: str, new: str, it: Plain) -> bool:
    deleted = bool(re.search(r"del(?!ins)", it.change))
    grown = "dup" in it.change or bool(re.search(r"(?<!del)ins", it.change))
    fits = {"mutation": True, "deletion": deleted, "insertion": grown, "frameshift": "fs" in new}
    return fits.get(kind, False)


def holds(profile: str, it: Plain) -> bool:
    """Whether a profile is true of a case that has this finding and, looked for, no other."""
    words = {" AND ": " and ", " OR ": " or ", "NOT ": " not ", "( ": "(", " )": ")"}
    parts = [part for part in _SPLIT.split(profile) if part.strip() or part in words]
    told = "".join(words[part] if part in words else str(says(part, it)) for part in parts)
    return bool(eval(told, {"__builtins__": {}}))  # True, False, and, or, not and brackets only


def parents() -> dict[str, str]:
    """Each code's parent."""
    with needed(TREE).open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["parent"] for row in csv.DictReader(file, delimiter="\t")}


def scopes() -> dict[str, list[str]]:
    """The codes of each disease, by its name."""
    with needed(DISEASES).open(encoding="utf-8", newline="") as file:
        return {
            row["civic_disease"]: [code for code in row["oncotree_scope"].split("|") if code]
            for row in csv.DictReader(file, delimiter="\t")
        }


def upwards(code: str, parent_of: dict[str, str]) -> list[str]:
    """A code and all that stand above it."""
    found = [code]
    while (above := parent_of.get(found[-1])) and above not in found:
        found.append(above)
    return found


def strong_items(it: Plain, tumour: str) -> set[str]:
    """The predictive items of level A and B that apply to a finding in a tumour, by their ids.

    Supported and not flagged; of this tumour, any cancer or any solid tumour; not of the germline alone.
    """
    above, scope_of = set(upwards(tumour, parents())), scopes()
    blood = bool(above & {"LYMPH", "MYELOID"})
    found = set()
    for row in rows():
        if (row["evidence_type"], row["evidence_direction"]) != ("Predictive", "Supports"):
            continue
        if row["evidence_level"] not in {"A", "B"} or row["is_flagged"].lower() == "true":
            continue
        if "Germline" in row["variant_origin"]:
            continue
        codes = scope_of.get(row["disease"], [])
        anywhere = "*ANY" in codes or ("*SOLID" in codes and not blood)
        if (anywhere or above & set(codes)) and holds(row["molecular_profile"], it):
            found.add(f"EID{row['evidence_id']}")
    return found
