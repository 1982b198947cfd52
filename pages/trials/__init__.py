"""The register of trials: reading it, writing a trial down, asking it of the cohort."""
