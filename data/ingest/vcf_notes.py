"""What a person must know of how a variant file's columns and annotation were read."""

from data.ingest.vcf_header import VcfHeader
from data.ingest.vcf_preflight import Checked

Note = tuple[int, str, str]
"""Line (0 for the file), what was seen, what was expected."""


def told_of_columns(header: VcfHeader) -> list[Note]:
    """Which of several columns was taken for the tumour, and by what it was told."""
    roles, samples = header.roles, header.samples
    if roles.tumour is None or len(samples) < 2:
        return []
    seen = f"{header.columns[roles.tumour]} taken as the tumour, told by {roles.told_by}"
    if roles.normal is not None:
        seen += f"; {header.columns[roles.normal]} as the normal tissue"
    return [(0, seen, "the tumour's frequency and depth; the normal's frequency stands among the tags")]


def told_of_annotation(checked: Checked) -> list[Note]:
    """Annotations that could not be taken, and what was left out of the one that was."""
    told = [(0, seen, expected) for seen, expected in checked.header.annotations.notes()]
    reader = checked.samples.annotation
    if reader is None:
        return told
    told += [(0, seen, expected) for seen, expected in reader.notes()]
    if reader.rows_without and checked.kept:
        told.append(
            (
                0,
                f"{reader.rows_without} of {len(checked.kept)} records without an annotation",
                "an annotation of every record; these were taken without gene",
            )
        )
    return told
