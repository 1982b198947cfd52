"""What the cohort says, in numbers."""
