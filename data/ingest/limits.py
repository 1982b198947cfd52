"""How much of a file a reader takes before it refuses, so that no file can fill memory or hang a reader."""

CHUNK_BYTES = 1 << 20
"""Bytes unpacked at a time."""

SNIFF_BYTES = 1 << 16
"""Bytes looked at to recognise what a file is."""

MAX_UNPACKED_BYTES = 4 << 30
"""Bytes of a variant file once unpacked: twice the largest genome VCF of the assay."""

MAX_TEXT_BYTES = 64 << 20
"""Bytes of a sectioned file or a clinical list once unpacked; these are read whole."""

MAX_TEXT_LINES = 200_000
"""Lines of a file that is read whole: the largest of the assay has some 3,000."""

MAX_TEXT_CELLS = 2_000_000
"""Tabs and commas of a file that is read whole and is no JSON."""

MAX_LINE_BYTES = 8 << 20
"""Bytes of one line of any file."""

MAX_COLUMNS = 20_000
"""Columns of one line."""

MAX_HEADER_LINES = 200_000
"""Header lines of a variant file: a header with every decoy contig has some 10,000."""

MAX_UNDECLARED_NAMES = 5_000
"""Chromosomes, or fields of FORMAT, that a variant file uses and does not declare: htslib adds each to the
header anew, which takes the square of their number in time."""

MAX_REFUSED_LINES = 1_000_000
"""Lines of a variant file that are no records, before the whole file is taken to be none."""

MAX_SYMBOLIC_ROWS = 100_000
"""Rows of copy number, splicing or rearrangement in one variant file: a whole genome has some 20,000."""

MAX_SYMBOLIC_BYTES = 64 << 20
"""Bytes of all these rows together."""

MAX_CALLS = 300_000
"""Calls kept of one variant file: a tissue sample has some 3,000, a whole exome some 100,000."""

MAX_PROBLEMS_LISTED = 200
"""Problems listed one by one for one section of one file; the rest is counted in one more."""

MAX_PROBLEMS_OF_A_FILE = 2_000
"""Problems of one file listed one by one, whatever their sections."""

MAX_SAMPLES_OF_A_RUN = 1_000
"""Sample columns of a MetricsOutput: the largest run of the assay has some 400."""

MAX_SECTIONS = 500
"""Sections of one file: the assay's files have at most 16."""

MAX_FILES = 20_000
"""Files looked at in one run folder."""

MAX_FOLDER_DEPTH = 12
"""Folders within folders of one run."""

MAX_HASHED_UNRECOGNISED_BYTES = 256 << 20
"""An unrecognised file larger than this (raw reads, alignments) is listed without its SHA-256."""

CHILD_SECONDS = 180.0
"""Time the reading process has for one variant file, beside what its size needs."""

CHILD_BYTES_PER_SECOND = 5 << 20
"""Unpacked bytes that the reading process checks in a second on a busy machine: a twentieth of what it
does with one core to itself (100 MB)."""

GZIP_RATIO = 25
"""How many times larger a packed variant file is taken to be once unpacked, for the time it may need."""

CHILD_MEMORY_BYTES = 4 << 30
"""Address space of the reading process: a file that needs more ends it, not the machine."""

MAX_ANSWER_BYTES = 1 << 30
"""Bytes of what the reading process says of one file."""

PROGRESS_SECONDS = 0.1
"""Time between two reports of how far a file has been read."""

SEEN_CHARACTERS = 200
"""Characters of a bad line that a problem shows."""

MAX_JSON_VALUES = 1_000_000
"""Values of one JSON text: the results of one sample have some 50,000."""

MAX_JSON_DEPTH = 64
"""Values within values of one JSON text: the deepest of the assay's files has some 8."""

MAX_DETAILS = 40
"""Values beside one biomarker: the assay's files give some 8."""

MAX_WORKBOOK_BYTES = 32 << 20
"""Bytes of a workbook as it lies: a clinical list has some thousand."""

MAX_WORKBOOK_UNPACKED_BYTES = 256 << 20
"""Bytes of all parts of a workbook once unpacked, as its directory says them."""

MAX_WORKBOOK_PARTS = 2_000
"""Parts (sheets, styles, pictures) of one workbook."""

MAX_SHEETS = 50
"""Sheets of one workbook."""

MAX_LIST_ROWS = 5_000
"""Rows of a clinical list."""

MAX_LIST_COLUMNS = 200
"""Columns of a clinical list."""

MAX_CELL_CHARACTERS = 4_000
"""Characters of one cell of a clinical list; a question to the board has some hundred."""

MAX_TITLE_ROWS = 40
"""Rows within which the headings of a clinical list are looked for."""

MAX_MERGED_RANGES = 20_000
"""Merged ranges of one sheet."""

WORKBOOK_SECONDS = 30.0
"""Time the reading process has for one workbook."""

WORKBOOK_MEMORY_BYTES = 1 << 30
"""Address space of the process that reads a workbook: one that needs more ends it, not the machine."""

STILL_SECONDS = 20.0
"""Time for which a run's files must not change before it is read (``MTB_STILL_SECONDS`` says another)."""

ABANDONED_SECONDS = 3600.0
"""A copy under a temporary name that did not grow for this long is no longer waited for."""

JOB_SECONDS = 3600.0
"""Time that reading one run, or keeping its files, may take."""

JOB_MEMORY_BYTES = 4 << 30
"""Address space of the process that reads a run; what it uses of it is far less."""

MAX_READING_BYTES = 48 << 20
"""Bytes of one run's reading as it is kept: some 430,000 calls, some 300 MB once it is opened (measured)."""

MAX_OPEN_READING_BYTES = 12 << 20
"""Bytes of kept readings that the server holds open, so that a form does not open one at every click."""

MAX_WATCHED = 500
"""Run folders and files of one laboratory that are watched at a time, the newest."""

MAX_NAMES = 20_000
"""Names looked at in one laboratory's folder."""

RESERVE_BYTES = 1 << 30
"""Space that uploads and kept files leave free on the disk."""

MAX_EFFECTS_OF_A_CALL = 400
"""Effects on transcripts kept of one call: TTN and its neighbours have some 60."""

MAX_EFFECTS_KEPT = 1_500_000
"""Effects on transcripts kept of one file; after that only the chosen one of each call is kept."""

MAX_SINGLE_TESTS = 20_000
"""Tests of one list: what a laboratory reports in some years."""

MAX_TABLE_BYTES = 2 << 30
"""Bytes of a table that is read line by line (MAF, copy-number matrix) once unpacked."""

MAX_SAMPLES_OF_A_TABLE = 5_000
"""Samples of one table: the largest public study has some 10,000, a laboratory's run 96."""

MAX_MATRIX_VALUES = 60_000_000
"""Values of a copy-number matrix: 20,000 genes of 3,000 samples."""

MAX_MATRIX_CHANGES = 300_000
"""Gains and losses kept of one matrix."""

MAX_LISTED_SAMPLES = 20_000
"""Rows of a list of samples: what a laboratory sequences in some years."""

MAX_RELEASE_BYTES = 200 << 20
"""Bytes of a knowledge release once unpacked: CIViC's accepted evidence has some 4 MB."""

MAX_RELEASE_ROWS = 200_000
"""Rows of a knowledge release: CIViC has some 5,000."""

MAX_RELEASE_COLUMNS = 500
"""Cells of the heading line of a knowledge release: CIViC's widest table has 41."""

MAX_RELEASE_LEFT_OVER_CHARACTERS = 300
"""Characters of a row or a profile that the report of a release shows."""
