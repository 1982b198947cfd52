"""Writes the clinical lists in the form that cBioPortal made common: four ``#`` rows, then the header."""

from dataclasses import dataclass

from commands.demo_cohort.plan import DemoPatient


@dataclass(frozen=True, slots=True)
class _Column:
    id: str
    name: str
    description: str
    kind: str


_PATIENT = (
    _Column("PATIENT_ID", "Patient identifier", "Pseudonym of a synthetic patient", "STRING"),
    _Column("SEX", "Sex", "Sex", "STRING"),
    _Column("YEAR_OF_BIRTH", "Year of birth", "Year of birth", "NUMBER"),
    _Column("CENTRE", "Centre", "Invented hospital", "STRING"),
    _Column("ECOG", "ECOG", "Performance status at the question", "NUMBER"),
    _Column("PREVIOUS_LINES", "Previous lines", "Number of previous lines", "NUMBER"),
    _Column("PREVIOUS_TREATMENT", "Previous treatment", "Previous lines in words", "STRING"),
    _Column("QUESTION", "Question", "Question to the board", "STRING"),
    _Column("SYNTHETIC", "Synthetic", "Every row of this file is synthetic", "STRING"),
)
_SAMPLE = (
    _Column("PATIENT_ID", "Patient identifier", "Pseudonym of a synthetic patient", "STRING"),
    _Column("SAMPLE_ID", "Sample identifier", "Pair id at the laboratory", "STRING"),
    _Column("DNA_SAMPLE_ID", "DNA sample", "DNA sample id", "STRING"),
    _Column("RNA_SAMPLE_ID", "RNA sample", "RNA sample id", "STRING"),
    _Column("LABORATORY", "Laboratory", "Invented laboratory", "STRING"),
    _Column("ONCOTREE_CODE", "OncoTree code", "OncoTree code of the tumour", "STRING"),
    _Column("PRIMARY_SITE", "Primary site", "Site of the tumour", "STRING"),
    _Column("STAGE", "Stage", "Stage at the question", "STRING"),
    _Column("HISTOLOGY", "Histology", "Histology in words", "STRING"),
    _Column("SPECIMEN_KIND", "Specimen", "Tissue or blood", "STRING"),
    _Column("SPECIMEN_ORIGIN", "Origin", "Primary tumour or metastasis", "STRING"),
    _Column("SPECIMEN_SITE", "Specimen site", "Where it was taken", "STRING"),
    _Column("COLLECTED_ON", "Collected on", "Day of collection", "STRING"),
    _Column("RECEIVED_ON", "Received on", "Day of receipt at the laboratory", "STRING"),
    _Column("REPORTED_ON", "Reported on", "Day of the laboratory's report", "STRING"),
    _Column("FIXATION", "Fixation", "Fixation", "STRING"),
    _Column("TUMOUR_CELL_PERCENT", "Tumour cells", "Tumour cells in per cent", "NUMBER"),
    _Column("DNA_NG", "DNA", "DNA in ng", "NUMBER"),
    _Column("RNA_NG", "RNA", "RNA in ng", "NUMBER"),
    _Column("DCQ", "dCq", "dCq of the DNA", "NUMBER"),
    _Column("DV200", "DV200", "DV200 of the RNA in per cent", "NUMBER"),
)


def patient_rows(patients: tuple[DemoPatient, ...]) -> str:
    """The text of ``data_clinical_patient.txt``."""
    return _table(_PATIENT, [_patient(one) for one in patients])


def sample_rows(patients: tuple[DemoPatient, ...]) -> str:
    """The text of ``data_clinical_sample.txt``."""
    return _table(_SAMPLE, [_sample(one) for one in patients])


def _table(columns: tuple[_Column, ...], rows: list[list[str]]) -> str:
    head = [
        "#" + "\t".join(one.name for one in columns),
        "#" + "\t".join(one.description for one in columns),
        "#" + "\t".join(one.kind for one in columns),
        "#" + "\t".join("1" for _ in columns),
        "\t".join(one.id for one in columns),
    ]
    return "\n".join([*head, *("\t".join(row) for row in rows)]) + "\n"


def _patient(one: DemoPatient) -> list[str]:
    return [
        one.pseudonym,
        one.sex,
        str(one.year_of_birth),
        one.centre_id,
        str(one.ecog),
        str(one.previous_lines),
        one.previous_treatment,
        one.case.question,
        "yes",
    ]


def _sample(one: DemoPatient) -> list[str]:
    specimen, tumour, profile = one.specimen, one.tumour, one.profile
    return [
        one.pseudonym,
        profile.pair_id,
        profile.dna_sample_id,
        profile.rna_sample_id,
        one.laboratory_id,
        tumour.oncotree,
        tumour.site,
        tumour.stage,
        tumour.histology,
        specimen.kind,
        specimen.origin,
        specimen.site,
        specimen.collected_on.isoformat(),
        specimen.received_on.isoformat(),
        profile.reported_on.isoformat(),
        specimen.fixation,
        str(specimen.tumour_cell_percent),
        f"{specimen.dna_ng:g}",
        f"{specimen.rna_ng:g}",
        f"{specimen.dcq}",
        str(specimen.dv200),
    ]
