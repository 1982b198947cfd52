"""Which reader takes which file: recognised by content, never by name, first match wins."""

from collections.abc import Callable
from dataclasses import dataclass

from data.ingest.accompanying import is_accompanying, read_accompanying
from data.ingest.all_fusions import is_all_fusions, read_all_fusions
from data.ingest.biomarker_report import is_biomarker_report, read_biomarker_report
from data.ingest.blood_fusions import is_blood_fusions, read_blood_fusions
from data.ingest.copy_number_matrix import is_copy_number_matrix, read_copy_number_matrix
from data.ingest.maf import is_maf, read_maf
from data.ingest.msi_results import is_msi_json, read_msi_json
from data.ingest.nirvana import is_nirvana, read_nirvana
from data.ingest.opening import Opened
from data.ingest.parts import SamplePart
from data.ingest.problems import ProblemList
from data.ingest.sample_analysis_results import is_sample_analysis_results, read_sample_analysis_results
from data.ingest.sample_list import is_sample_list, read_sample_list
from data.ingest.single_tests import is_single_tests, read_single_tests
from data.ingest.structural_variants import is_structural_variants, read_structural_variants
from data.ingest.study_files import is_study_file, read_study_file
from data.ingest.tmb_results import is_tmb_json, is_tmb_metrics, read_tmb_json, read_tmb_metrics
from data.ingest.tmb_trace import is_tmb_trace, read_tmb_trace
from data.ingest.tsoppi_variants import is_tsoppi_variants, read_tsoppi_variants
from domain.readings import FileKind

Recognises = Callable[[str], bool]
"""Looks at the first characters of a file, unpacked and decoded."""

Reads = Callable[[Opened, str, ProblemList], list[SamplePart]]
"""Reads a file known to a person as ``name``; raises only ``Unreadable`` and ``OSError``."""


@dataclass(frozen=True, slots=True)
class FileReader:
    """The reader of one kind of file that says something of samples."""

    kind: FileKind
    recognises: Recognises
    reads: Reads


READERS: tuple[FileReader, ...] = (
    FileReader(FileKind.NIRVANA, is_nirvana, read_nirvana),
    FileReader(FileKind.SAMPLE_ANALYSIS_RESULTS, is_sample_analysis_results, read_sample_analysis_results),
    FileReader(FileKind.MSI_RESULT, is_msi_json, read_msi_json),
    FileReader(FileKind.TMB_RESULT, is_tmb_json, read_tmb_json),
    FileReader(FileKind.TMB_RESULT, is_tmb_metrics, read_tmb_metrics),
    FileReader(FileKind.BIOMARKER_REPORT, is_biomarker_report, read_biomarker_report),
    FileReader(FileKind.TMB_TRACE, is_tmb_trace, read_tmb_trace),
    FileReader(FileKind.ALL_FUSIONS, is_all_fusions, read_all_fusions),
    FileReader(FileKind.BLOOD_FUSIONS, is_blood_fusions, read_blood_fusions),
    FileReader(FileKind.SINGLE_TESTS, is_single_tests, read_single_tests),
    FileReader(FileKind.MAF, is_maf, read_maf),
    FileReader(FileKind.STRUCTURAL_VARIANTS, is_structural_variants, read_structural_variants),
    FileReader(FileKind.COPY_NUMBER_MATRIX, is_copy_number_matrix, read_copy_number_matrix),
    FileReader(FileKind.TSOPPI_VARIANTS, is_tsoppi_variants, read_tsoppi_variants),
    FileReader(FileKind.SAMPLE_LIST, is_sample_list, read_sample_list),
    FileReader(FileKind.ACCOMPANYING, is_study_file, read_study_file),
    FileReader(FileKind.ACCOMPANYING, is_accompanying, read_accompanying),
)
"""The readers of the files that accompany or replace a CombinedVariantOutput."""
