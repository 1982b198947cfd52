"""Tells which sample column of a variant file is the tumour's and which the normal tissue's."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

_TUMOUR_SAMPLE = re.compile(r"##tumou?r_sample=(.+)", re.IGNORECASE)
_NORMAL_SAMPLE = re.compile(r"##normal_sample=(.+)", re.IGNORECASE)
_MUTECT_1 = re.compile(r"##MuTect=.*?\btumor_sample_name=(\S+).*?\bnormal_sample_name=(\S+)", re.IGNORECASE)
_PEDIGREE = re.compile(r"##PEDIGREE=<(?=.*\bDerived=([^,>]+))(?=.*\bOriginal=([^,>]+))")
_SAMPLE = re.compile(r"##SAMPLE=<.*?\bID=([^,>]+)(.*)>")
_SAID_TUMOUR = re.compile(r"Description=\"?[^,\">]*(?:tumou?r|somatic)", re.IGNORECASE)
_SAID_NORMAL = re.compile(r"Description=\"?[^,\">]*(?:normal|germline)", re.IGNORECASE)
_TUMOUR_NAME = re.compile(r"tumou?r|somatic|(?:^|[-_. ])T\Z", re.IGNORECASE)
_NORMAL_NAME = re.compile(r"normal|germline|(?:^|[-_. ])N\Z", re.IGNORECASE)
_RNA = re.compile(r"(?:^|[-_. ])RNA(?:$|[-_. ])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns whose values are taken, counted from 0 over the whole row, and how they were told."""

    tumour: int | None = None
    normal: int | None = None
    told_by: str = ""


@dataclass(slots=True)
class SampleStatements:
    """What the header lines say of the samples."""

    tumours: list[str] = field(default_factory=list)
    normals: list[str] = field(default_factory=list)
    told_by: str = ""

    def take(self, line: str) -> None:
        """Read one ``##`` line; what says nothing of samples is passed over."""
        if match := _TUMOUR_SAMPLE.match(line):
            self._add("##tumor_sample", match.group(1), None)
        elif match := _NORMAL_SAMPLE.match(line):
            self._add("##normal_sample", None, match.group(1))
        elif match := _MUTECT_1.match(line):
            self._add("##MuTect", match.group(1), match.group(2))
        elif match := _PEDIGREE.match(line):
            self._add("##PEDIGREE", match.group(1), match.group(2))
        elif match := _SAMPLE.match(line):
            name, rest = match.groups()
            self._add(
                "##SAMPLE",
                name if _SAID_TUMOUR.search(rest) else None,
                name if _SAID_NORMAL.search(rest) else None,
            )

    def _add(self, told_by: str, tumour: str | None, normal: str | None) -> None:
        if tumour:
            self.tumours.append(tumour.strip().strip('"'))
        if normal:
            self.normals.append(normal.strip().strip('"'))
        if tumour or normal:
            self.told_by = self.told_by or told_by


def sample_columns(samples: Sequence[str], said: SampleStatements) -> Columns:
    """The tumour's and the normal's column.

    A single sample is the tumour. Of several the header's statements decide, then the names; of a DNA and
    an RNA column of the tumour the DNA. Two columns of which one is the normal leave the other.
    """
    if len(samples) == 1:
        return Columns(9)
    for told_by, tumours, normals in (
        (said.told_by, _in(samples, said.tumours), _in(samples, said.normals)),
        ("its name", *_named(samples)),
    ):
        tumour, normal = _one(samples, tumours), _one(samples, normals)
        if len(samples) == 2:
            # Only where nothing else claims the other column.
            if tumour is None and normal is not None and not tumours:
                tumour = 1 - normal
            elif normal is None and tumour is not None and not normals:
                normal = 1 - tumour
        if tumour is not None and tumour != normal:
            return Columns(9 + tumour, None if normal is None else 9 + normal, told_by)
    return Columns()


def _in(samples: Sequence[str], names: Sequence[str]) -> list[int]:
    return [index for index, name in enumerate(samples) if name in names]


def _named(samples: Sequence[str]) -> tuple[list[int], list[int]]:
    tumours = [index for index, name in enumerate(samples) if _TUMOUR_NAME.search(name)]
    normals = [index for index, name in enumerate(samples) if _NORMAL_NAME.search(name)]
    both = {*tumours} & {*normals}
    return [one for one in tumours if one not in both], [one for one in normals if one not in both]


def _one(samples: Sequence[str], found: Sequence[int]) -> int | None:
    if len(found) == 1:
        return found[0]
    of_dna = [index for index in found if not _RNA.search(samples[index])]
    return of_dna[0] if len(of_dna) == 1 else None
