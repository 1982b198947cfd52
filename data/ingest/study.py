"""What the files of a cBioPortal study say of it: which file holds what, and who was looked at."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from data.ingest.line_stream import NOTHING
from data.ingest.opening import Opened, Unreadable, read_text
from domain.findings import FindingClass
from domain.readings import FileKind

ASSAY = "cBioPortal study"
"""The assay of a sample of a study that names no gene panel for it."""

KINDS: Mapping[FileKind, FindingClass] = {
    FileKind.MAF: FindingClass.SMALL_VARIANT,
    FileKind.COPY_NUMBER_MATRIX: FindingClass.COPY_NUMBER,
    FileKind.STRUCTURAL_VARIANTS: FindingClass.FUSION,
}
"""The files of a study that hold findings, and of which class."""

_LOG2 = ("COPY_NUMBER_ALTERATION", "LOG2-VALUE")
_KEY = re.compile(r"^([a-z_]+)[ ]?:[ ]?(.*)$", re.MULTILINE)
_CASE_LISTS = {
    "_sequenced": (FindingClass.SMALL_VARIANT,),
    "_cna": (FindingClass.COPY_NUMBER,),
    "_cnaseq": (FindingClass.SMALL_VARIANT, FindingClass.COPY_NUMBER),
    "_sv": (FindingClass.FUSION,),
}
"""What the samples of cBioPortal's own case lists were looked at for, by the end of the list's name."""


@dataclass(slots=True)
class Study:
    """What the descriptions of a study said, as far as they were brought."""

    log2_files: set[str] = field(default_factory=set)
    """The files that a description calls log2 ratios of copy number."""
    panels: dict[str, set[str]] = field(default_factory=dict)
    """The gene panels that each sample was read with."""
    listed: dict[FindingClass, set[str]] = field(default_factory=dict)
    """The samples that case lists call looked at for a class of findings."""

    def describe(self, head: str) -> None:
        """Take the description of one file, which says what kind of values it holds."""
        said = dict(_KEY.findall(head))
        if (said.get("genetic_alteration_type"), said.get("datatype")) == _LOG2:
            self.log2_files.add(said.get("data_filename", "").strip())

    def holds_log2(self, name: str) -> bool:
        """Whether a description calls this file log2 ratios of copy number."""
        return name.rsplit("/", 1)[-1] in self.log2_files

    def take(self, opened: Opened) -> None:
        """Take the gene panels of samples, or a case list; other files say nothing of samples.

        A file that cannot be read whole says nothing; what is wrong with it is told by its reader.
        """
        head = opened.head
        is_list = "case_list_ids:" in head and "stable_id:" in head
        if not is_list and not head.lower().startswith("sample_id\t"):
            return
        try:
            text, _ = read_text(opened)
        except Unreadable:
            return
        if is_list:
            self._take_list(dict(_KEY.findall(text)))
        else:
            self._take_panels(text)

    def _take_list(self, said: Mapping[str, str]) -> None:
        stable = said.get("stable_id", "").strip()
        for ending, classes in _CASE_LISTS.items():
            if stable.endswith(ending):
                for kind in classes:
                    self.listed.setdefault(kind, set()).update(said.get("case_list_ids", "").split())

    def _take_panels(self, text: str) -> None:
        for line in text.splitlines()[1:]:
            sample, *panels = (cell.strip() for cell in line.split("\t"))
            named = {one for one in panels if one and one not in NOTHING}
            if sample and named:
                self.panels.setdefault(sample, set()).update(named)

    def panel_of(self, names: set[str]) -> str | None:
        """The one gene panel that a sample was read with; ``None`` where none or several are named."""
        panels = {panel for name in names for panel in self.panels.get(name, ())}
        return panels.pop() if len(panels) == 1 else None
