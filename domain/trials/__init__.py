"""Trials and medical need programmes: what they ask of a patient, and whether she meets it."""
