"""The readers of laboratory files: values and problems, never an exception for what a file holds."""

from data.ingest.clinical_list import read_clinical_list
from data.ingest.run_reading import read_files, read_path

__all__ = ["read_clinical_list", "read_files", "read_path"]
