"""Reads one file, a run folder or an upload: recognises each file by its content, then joins them."""

import re
from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path
from threading import Lock

from data.ingest.clinical_list import SECTION as CLINICAL
from data.ingest.clinical_list import is_clinical_list, parse_clinical_text
from data.ingest.collecting import not_collecting
from data.ingest.combined_variant_output import is_combined_variant_output, parse_combined_variant_output
from data.ingest.file_kinds import READERS, FileReader
from data.ingest.fingerprint import fingerprint
from data.ingest.joined import Read
from data.ingest.joining import join
from data.ingest.list_in_run import count_list
from data.ingest.log2_ratios import read_log2_ratios
from data.ingest.metrics_output import is_metrics_output, parse_metrics_output
from data.ingest.opening import Opened, Unreadable, is_index, open_file, read_text, size_of
from data.ingest.problems import ProblemList
from data.ingest.run_folder import by_name, files_under
from data.ingest.sections import SectionedFile, split_sections
from data.ingest.single_tests import read_single_tests_workbook
from data.ingest.study_files import is_measurements
from data.ingest.vcf_file import VcfFile, read_vcf
from data.ingest.workbook import is_workbook
from domain.problems import Problem, Severity
from domain.readings import FileKind, FileRead, RawSection, RunReading, SectionCount
from domain.refused import Refused

RECOGNISED = (
    "a result or metrics file of TruSight Oncology 500, a variant file (VCF, MAF), a list of single tests or "
    "a clinical list"
)
WITH_TABS = (
    "tabs between the cells and no quotation marks, as the software writes them; a spreadsheet has saved "
    "this file anew: bring the original"
)
_SAVED_ANEW = re.compile(
    r"TruSight (?:Oncology|Tumor) .*(?:Combined Variant Output|Metrics (?:Output|Report))"
)

_AHEAD = 2
"""Variant files that are read at a time."""

Progress = Callable[[int, int], None]
"""Told the bytes that are done and the bytes of all files."""


def recognise(opened: Opened) -> FileKind:
    """What a file is, by its banner or its header and never by its name."""
    head = opened.head
    if is_combined_variant_output(head):
        return FileKind.COMBINED_VARIANT_OUTPUT
    if is_metrics_output(head):
        return FileKind.METRICS_OUTPUT
    lines = head.splitlines()
    if any(line.startswith("##fileformat=VCF") for line in lines) or (
        lines and lines[0].startswith("#CHROM\tPOS\tID\tREF\tALT")
    ):
        return FileKind.VCF
    if (reader := _reader_of(head)) is not None:
        return reader.kind
    return FileKind.CLINICAL_LIST if is_clinical_list(head) else FileKind.UNRECOGNISED


def _reader_of(head: str) -> FileReader | None:
    return next((reader for reader in READERS if reader.recognises(head)), None)


def _is_workbook(path: Path) -> bool:
    with path.open("rb") as file:
        return is_workbook(file.read(8))


class _Reader:
    """Reads the files of one upload; variant files are read ahead, in their own process."""

    def __init__(self) -> None:
        self.read = Read()
        self._ahead: dict[str, Future[tuple[VcfFile, ProblemList]]] = {}
        self.files: list[FileRead] = []
        self.counts: list[SectionCount] = []
        self.raw: list[RawSection] = []
        self.problems: list[Problem] = []

    def read_ahead(self, ahead: Executor, path: Path, name: str, progress: Progress) -> None:
        """Begin to read a file that is a variant file; what is wrong with it is told when it is taken."""
        try:
            if is_index(path) or _is_workbook(path):
                return
            opened = open_file(path)
            kind = recognise(opened)
            if kind is FileKind.ACCOMPANYING:
                self.read.study.describe(opened.head)
            if kind is FileKind.VCF:
                self._ahead[name] = ahead.submit(_variants, path, name, progress)
        except (Unreadable, OSError):
            return

    def take(self, path: Path, name: str, progress: Progress | None = None) -> None:
        """Read one file; whatever it holds becomes values or problems, only the disk can refuse it."""
        problems = ProblemList(name)
        kind = FileKind.UNRECOGNISED
        software = version = None
        try:
            if path.stat().st_size == 0:
                raise Unreadable("an empty file", RECOGNISED)
            if is_index(path):
                kind = FileKind.ACCOMPANYING
            elif _is_workbook(path):
                parts = read_single_tests_workbook(path, name, problems)
                kind = FileKind.SINGLE_TESTS if parts is not None else FileKind.CLINICAL_LIST
                if parts is None:
                    self.counts.append(count_list(path, name, problems))
                self.read.parts.extend(parts or ())
            else:
                opened = open_file(path)
                kind = self._kind(opened, name)
                software, version = self._parse(opened, kind, name, problems, progress)
        except Unreadable as bad:
            problems.add(Severity.REFUSED_FILE, "", 0, bad.seen, bad.expected)
        except OSError as error:
            problems.add(
                Severity.REFUSED_FILE,
                "",
                0,
                f"a file that cannot be opened ({error.strerror})",
                "a file that may be read",
            )
            self.files.append(FileRead(name, "", 0, FileKind.UNRECOGNISED))
            self.problems.extend(problems.all())
            return
        self.files.append(fingerprint(path, name, kind, software, version))
        self.problems.extend(problems.all())

    def _kind(self, opened: Opened, name: str) -> FileKind:
        """What a file is; numbers by gene and sample are ratios where a study's description says so."""
        kind = recognise(opened)
        ratios = kind is FileKind.ACCOMPANYING and self.read.study.holds_log2(name)
        return FileKind.COPY_NUMBER_MATRIX if ratios and is_measurements(opened.head) else kind

    def _parse(
        self, opened: Opened, kind: FileKind, name: str, problems: ProblemList, progress: Progress | None
    ) -> tuple[str | None, str | None]:
        """Hand a recognised file to its reader; gives its software and version."""
        if kind is FileKind.COPY_NUMBER_MATRIX and is_measurements(opened.head):
            self.read.parts.extend(read_log2_ratios(opened, name, problems, self.read.parts))
            return None, None
        if kind is FileKind.VCF:
            begun = self._ahead.pop(name, None)
            variants, told = begun.result() if begun else _variants(opened.path, name, progress)
            problems.take(told)
            self.read.variants.append(variants)
            return variants.calls.software, variants.calls.software_version
        if kind is FileKind.UNRECOGNISED:
            first = next((line for line in opened.head.splitlines() if line.strip()), "")
            expected = WITH_TABS if _SAVED_ANEW.search(first) else RECOGNISED
            problems.add(Severity.UNKNOWN, "", 1 if first else 0, first.strip()[:80], expected)
            return None, None
        if (reader := _reader_of(opened.head)) is not None and reader.kind is kind:
            self.read.study.take(opened)
            return self._parts(reader, opened, name, problems)
        text, latin = read_text(opened)
        if latin:
            problems.note("", 0, "Windows Latin text", "UTF-8 text; it was read as Windows Latin")
        if kind is FileKind.CLINICAL_LIST:
            _, rows, _, refused = parse_clinical_text(text, problems)
            self.counts.append(SectionCount(name, CLINICAL, len(rows) + refused, len(rows), refused))
            return None, None
        with not_collecting():
            return self._sectioned(split_sections(text), kind, name, problems)

    def _parts(
        self, reader: FileReader, opened: Opened, name: str, problems: ProblemList
    ) -> tuple[str | None, str | None]:
        parts = reader.reads(opened, name, problems)
        self.read.parts.extend(parts)
        first = next((part for part in parts if part.software), None)
        return (first.software, first.software_version) if first else (None, None)

    def _sectioned(
        self, parts: SectionedFile, kind: FileKind, name: str, problems: ProblemList
    ) -> tuple[str | None, str | None]:
        if kind is FileKind.COMBINED_VARIANT_OUTPUT:
            results = parse_combined_variant_output(parts, name, problems)
            self.read.results.append(results)
            self.counts.extend(results.counts)
            self.raw.extend(results.raw_sections)
            return results.software, results.software_version
        metrics = parse_metrics_output(parts, name, problems)
        self.read.metrics.append(metrics)
        self.counts.extend(metrics.counts)
        self.raw.extend(metrics.raw_sections)
        return metrics.software, metrics.software_version

    def reading(self, name: str) -> RunReading:
        """Join what was read."""
        with not_collecting():
            joined = join(self.read)
        return RunReading(
            name=name,
            files=tuple(self.files),
            samples=tuple(joined.samples),
            counts=(*self.counts, *joined.counts),
            problems=(*self.problems, *joined.problems),
            raw_sections=tuple(self.raw),
            listed=tuple(joined.listed),
        )


def read_files(files: Mapping[str, Path], progress: Progress | None = None) -> RunReading:
    """Read an upload: each file by the name a person knows it by, wherever it lies.

    Never raises for what a file holds; a file that is not there raises ``Refused``.
    """
    missing = [name for name, path in files.items() if not path.is_file()]
    if missing:
        raise Refused(f"{', '.join(missing)} could not be found: nothing was read. Choose the files again.")
    reader = _Reader()
    _take_all(reader, files, progress)
    return reader.reading(next(iter(files), "") if len(files) == 1 else "upload")


def _variants(path: Path, name: str, progress: Progress | None) -> tuple[VcfFile, ProblemList]:
    problems = ProblemList(name)
    return read_vcf(path, name, problems, progress), problems


class _Told:
    """Sums up how far each file is; two threads read, one listener is told."""

    def __init__(self, sizes: Mapping[str, int], progress: Progress | None) -> None:
        self._sizes, self._progress = sizes, progress
        self._done = dict.fromkeys(sizes, 0)
        self._lock = Lock()

    def of(self, name: str) -> Progress:
        """The listener for one file."""

        def within(done: int, of: int) -> None:
            if self._progress is None:
                return
            with self._lock:
                size = self._sizes[name]
                self._done[name] = min(size, size * done // of) if of > 0 else size
                self._progress(sum(self._done.values()), sum(self._sizes.values()))

        return within


def _take_all(reader: _Reader, files: Mapping[str, Path], progress: Progress | None) -> None:
    """Read the files, telling how far it is; what ``progress`` raises ends the reading."""
    told = _Told({name: size_of(path) for name, path in files.items()}, progress)
    ahead = ThreadPoolExecutor(_AHEAD, thread_name_prefix="variants")
    try:
        if len(files) > 1:
            for name, path in files.items():
                reader.read_ahead(ahead, path, name, told.of(name))
        # Ratios are put beside the calls of another file, so that one is read first.
        for name, path in sorted(files.items(), key=lambda one: reader.read.study.holds_log2(one[0])):
            reader.take(path, name, told.of(name))
            told.of(name)(1, 1)
    finally:
        ahead.shutdown(wait=True, cancel_futures=True)


def read_path(path: Path, progress: Progress | None = None) -> RunReading:
    """Read one file or a whole run folder, folders within it included.

    Never raises for what a file holds; a path that is not there or may not be read raises ``Refused``.
    """
    if path.is_file():
        return read_files({path.name: path}, progress)
    if not path.is_dir():
        raise Refused(f"{path.name or path} could not be found: nothing was read. Check the path.")
    found = files_under(path)
    reader = _Reader()
    _take_all(reader, by_name(found.files, path), progress)
    reader.problems.extend(found.problems(path.name))
    return reader.reading(path.resolve().name)
