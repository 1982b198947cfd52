"""Files about trials: the register's own YAML and JSON, and what ClinicalTrials.gov gives out."""
