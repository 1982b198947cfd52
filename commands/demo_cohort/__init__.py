"""The synthetic demonstration cohort: a plan of invented patients, and their files in the real formats."""

from commands.demo_cohort.assemble import build_plan
from commands.demo_cohort.files import CohortFiles, Progress, write_cohort
from commands.demo_cohort.plan import DemoPlan

__all__ = ["CohortFiles", "DemoPlan", "Progress", "build_plan", "write_cohort"]
