"""On which genome the positions of a sample count, where one of its files does not say so itself."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from data.ingest.joined import Joined
from data.ingest.sample_groups import SampleFiles
from data.ingest.vcf_file import SECTION, VcfFile
from domain.findings import Build


@dataclass(frozen=True, slots=True)
class Said:
    """The build that the other files of a sample, else those of its run, say."""

    build: Build
    file: str = ""
    """The first file that says so."""
    whose: str = ""
    """``of this sample`` or ``of the same run``."""
    conflict: str = ""
    """What they say where they do not agree; the build is unknown then."""


def _stated(files: SampleFiles) -> list[tuple[str, Build]]:
    """Every file of a sample that says its build; every TSO500 pipeline counts on GRCh37."""
    results = [] if files.results is None else [(files.results.file, Build.GRCH37)]
    said = [*results, *((one.name, one.calls.build) for one in files.variants)]
    said += [(one.file, one.build) for one in files.parts]
    return [(file, build) for file, build in said if build is not Build.UNKNOWN]


def _agreed(said: Sequence[tuple[str, Build]], whose: str) -> Said | None:
    """The one build that is said; ``None`` where nothing is."""
    if not said:
        return None
    (file, build), other = said[0], next((one for one in said if one[1] is not said[0][1]), None)
    if other is None:
        return Said(build, file, whose)
    return Said(Build.UNKNOWN, conflict=f"{build} in {file} and {other[1]} in {other[0]}")


def said_by_run(every: Iterable[SampleFiles]) -> Said:
    """What all files of an upload say of the build."""
    said = [one for files in every for one in _stated(files)]
    return _agreed(said, "of the same run") or Said(Build.UNKNOWN)


def said_beside(files: SampleFiles, of_run: Said) -> Said:
    """What the sample's own files say of the build, else what those of the run do."""
    return _agreed(_stated(files), "of this sample") or of_run


def build_of_silent(file: VcfFile, said: Said, joined: Joined) -> Build:
    """The build of a variant file whose header does not tell it: what the files around it agree on."""
    if said.build is not Build.UNKNOWN:
        joined.note(
            file.name,
            SECTION,
            "no contig lengths in the header",
            f"lengths that tell the build; {said.build} was taken, as {said.file} {said.whose} says",
        )
    elif said.conflict:
        joined.note(
            file.name,
            SECTION,
            f"no contig lengths in the header, and beside it {said.conflict}",
            "one build in all files; the build of these calls is not known",
        )
    else:
        joined.note(
            file.name, SECTION, "no contig lengths in the header", "lengths that tell GRCh37 from GRCh38"
        )
    return said.build
