"""How much of a file a reader takes before it refuses, so that no file can fill memory or hang a reader."""

CHUNK_BYTES = 1 << 20
"""Bytes unpacked at a time."""

SNIFF_BYTES = 1 << 16
"""Bytes looked at to recognise what a file is."""

MAX_UNPACKED_BYTES = 4 << 30
"""Bytes of a variant file once unpacked: twice the largest genome VCF of the assay."""

MAX_TEXT_BYTES = 64 << 20
"""Bytes of a sectioned file or a clinical list once unpacked; these are read whole."""

MAX_LINE_BYTES = 8 << 20
"""Bytes of one line of a variant file."""

MAX_COLUMNS = 20_000
"""Columns of one line."""

MAX_HEADER_LINES = 200_000
"""Header lines of a variant file: a header with every decoy contig has some 10,000."""

MAX_CALLS = 1_000_000
"""Calls kept of one variant file: a tissue sample has some 3,000."""

MAX_PROBLEMS_LISTED = 200
"""Problems listed one by one for one section of one file; the rest is counted in one more."""

MAX_FILES = 5_000
"""Files looked at in one run folder."""

MAX_FOLDER_DEPTH = 12
"""Folders within folders of one run."""

MAX_HASHED_UNRECOGNISED_BYTES = 256 << 20
"""An unrecognised file larger than this (raw reads, alignments) is listed without its SHA-256."""

CHILD_SECONDS = 180.0
"""Time the reading process has for one variant file."""

SEEN_CHARACTERS = 200
"""Characters of a bad line that a problem shows."""
