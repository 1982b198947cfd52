"""The readers of laboratory files: values and problems, never an exception for what a file holds."""
