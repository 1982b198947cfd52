"""Builds the profile of a patient: findings, biomarkers and what the quality says."""

from collections.abc import Iterable
from math import ceil, exp
from random import Random

from commands.demo_cohort.changes import NamedFinding, finding_of, loss_of, with_reads
from commands.demo_cohort.facts import TumourType, gene_spans
from commands.demo_cohort.molecular import MSI_HIGH, TMB_HIGH, Draft
from commands.demo_cohort.passengers import passenger_calls
from commands.demo_cohort.plan import DemoProfile, Failure, Software
from domain.findings import (
    Biomarker,
    BiomarkerName,
    BiomarkerState,
    CopyNumberCall,
    CopyNumberChange,
    Findings,
    Fusion,
    Rearrangement,
    SmallVariant,
    SpliceVariant,
)
from domain.quality import Outcome

CODING_MB = 1.28
"""Coding region in megabases, as a full-depth tissue sample has it."""
USUAL_CALLS = 20
TMB_CUT_OFF = 10.0
_CHROMOSOMES = {f"chr{name}": place for place, name in enumerate([*map(str, range(1, 23)), "X", "Y"])}
_SIGNATURES = {TMB_HIGH, MSI_HIGH}
_LOSSES = ("PTEN", "ATM", "BRCA2", "CHEK2")


def profile_of(
    rng: Random, draft: Draft, run_name: str, software: Software, purity: float, calls: int | None
) -> tuple[DemoProfile, dict[str, str]]:
    """The profile, and the ``variant_key`` of every named alteration.

    ``purity`` is the tumour cell fraction (0-1); ``calls`` the number of small variants where it is
    given, else some twenty.
    """
    named = {
        name: finding_of(rng, name, purity, software) for name in draft.alterations if name not in _SIGNATURES
    }
    if "MET:exon14_splice" in named and draft.failure is not Failure.RNA:
        # What the change at the splice site does is seen in the RNA of the same specimen.
        named["splice:MET"] = finding_of(rng, "splice:MET", purity, software)
    eligible = _eligible(rng, draft.tumour, draft.alterations)
    usable = rng.randint(14, 38) if draft.failure is Failure.COVERAGE else rng.randint(88, 131)
    unstable = round(usable * (rng.uniform(23, 48) if MSI_HIGH in draft.alterations else _stable(rng)) / 100)
    drivers = [one for one in named.values() if isinstance(one, SmallVariant)]
    wanted = calls if calls is not None else max(USUAL_CALLS + rng.randint(-4, 4), eligible + 8)
    small = _small_variants(rng, draft, drivers, max(wanted, len(drivers)), software)
    fraction = round(min(max(purity * rng.uniform(0.8, 1.1), 0.08), 0.95), 3)
    gis = _gis(rng, draft)
    keys = {name: one.variant_key for name, one in named.items()}
    keys |= {TMB_HIGH: f"biomarker:{BiomarkerName.TMB}", MSI_HIGH: f"biomarker:{BiomarkerName.MSI}"}
    code = f"SYN-{draft.visit.laboratory_id}-{draft.number:04d}"
    profile = DemoProfile(
        pair_id=f"{code}-P",
        dna_sample_id=f"{code}-D",
        rna_sample_id=f"{code}-R",
        run_name=run_name,
        software=software,
        reported_on=draft.visit.reported_on,
        outcome=_outcome(draft.failure),
        failure=draft.failure,
        findings=Findings(
            small_variants=small,
            copy_number=_copy_number(rng, named.values(), purity, software),
            fusions=tuple(one for one in named.values() if isinstance(one, Fusion)),
            splice_variants=tuple(one for one in named.values() if isinstance(one, SpliceVariant)),
            rearrangements=tuple(one for one in named.values() if isinstance(one, Rearrangement)),
            biomarkers=_biomarkers(eligible, usable, unstable, gis, fraction, software),
        ),
        tmb_eligible=eligible,
        msi_usable=usable,
        msi_unstable=unstable,
        tumour_fraction=fraction,
        reference_rows=0 if software.is_dragen else rng.randint(4, 9),
        filtered_rows=rng.randint(2, 6),
        notable_keys=tuple(keys[name] for name in draft.alterations),
    )
    return profile, keys


def _outcome(failure: Failure) -> Outcome:
    if failure is Failure.NONE:
        return Outcome.SUCCESS
    return Outcome.PARTIAL if failure is Failure.RNA else Outcome.FAILED


def _eligible(rng: Random, tumour: TumourType, names: tuple[str, ...]) -> int:
    if TMB_HIGH in names:
        return ceil(TMB_CUT_OFF * CODING_MB + 0.5 + rng.expovariate(1 / 14.0))
    ceiling = (TMB_CUT_OFF - 0.7) * CODING_MB
    return round(min(tumour.tmb_median * exp(rng.gauss(0.0, 0.45)) * CODING_MB, ceiling))


def _stable(rng: Random) -> float:
    return rng.uniform(0.0, 5.5) if rng.random() < 0.9 else rng.uniform(5.5, 13.0)


def _gis(rng: Random, draft: Draft) -> int:
    repair = any(name.startswith(("BRCA1:", "BRCA2:", "PALB2:", "exons:")) for name in draft.alterations)
    middle = draft.tumour.gis_median + (28 if repair else 0)
    return round(min(max(rng.gauss(middle, 11.0), 1.0), 97.0))


def _small_variants(
    rng: Random, draft: Draft, drivers: list[SmallVariant], wanted: int, software: Software
) -> tuple[SmallVariant, ...]:
    unique = list({one.variant_key: one for one in drivers}.values())
    taken = {(one.chrom, one.pos) for one in unique}
    made = unique + passenger_calls(rng, wanted - len(unique), software, taken)
    if draft.failure is Failure.COVERAGE:
        made = [with_reads(one, rng.randint(22, 118)) for one in made]
    return tuple(sorted(made, key=lambda one: (_CHROMOSOMES[one.chrom], one.pos, one.alt)))


def _copy_number(
    rng: Random, named: Iterable[NamedFinding], purity: float, software: Software
) -> tuple[CopyNumberChange, ...]:
    rows = [one for one in named if isinstance(one, CopyNumberChange)]
    if software.calls_losses and rng.random() < 0.25:
        rows.append(loss_of(rng, rng.choice(_LOSSES), purity, software))
    if software is Software.DRAGEN_25_HRD:
        genes = sorted(one.gene for one in rng.sample(gene_spans(), rng.randint(3, 6)))
        rows += [_loss_of_heterozygosity(rng, gene) for gene in genes]
    return tuple(rows)


def _loss_of_heterozygosity(rng: Random, gene: str) -> CopyNumberChange:
    return CopyNumberChange(
        gene=gene,
        reported_gene=gene,
        call=CopyNumberCall.LOH,
        fold_change=None,
        fold_change_text=None,
        copy_number=float(rng.choice((1, 2, 2, 3))),
        minor_copy_number=0.0,
    )


def _biomarkers(
    eligible: int, usable: int, unstable: int, gis: int, fraction: float, software: Software
) -> tuple[Biomarker, ...]:
    rows = [
        _value(BiomarkerName.TMB, f"{eligible / CODING_MB:.1f}", "mutations/Mb"),
        _value(BiomarkerName.MSI, f"{100 * unstable / usable:.2f}", "% unstable sites"),
    ]
    if software.is_dragen:
        rows += [
            _value(BiomarkerName.GIS, str(gis), "score"),
            _tumour_fraction(fraction, software),
            _value(BiomarkerName.PLOIDY, f"{1.8 + gis / 45:.2f}", "copies"),
        ]
    return tuple(rows)


def _value(name: BiomarkerName, text: str, unit: str) -> Biomarker:
    return Biomarker(name, BiomarkerState.VALUE, float(text), text, unit)


def _tumour_fraction(fraction: float, software: Software) -> Biomarker:
    name = BiomarkerName.TUMOUR_FRACTION
    if software is Software.DRAGEN_26:
        percent = round(100 * fraction)
        return Biomarker(name, BiomarkerState.VALUE, percent / 100, str(percent), "fraction")
    return _value(name, f"{fraction:.3f}", "fraction")
