"""Where a change comes from: the tumour, or every cell of the patient."""

from enum import StrEnum


class Origin(StrEnum):
    """Where a change comes from. ``UNKNOWN`` unless a file says otherwise."""

    GERMLINE = "germline"
    SOMATIC = "somatic"
    UNKNOWN = "unknown"
