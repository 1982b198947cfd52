"""The gauge says what its number is, where it lies and who was left out."""

from collections.abc import Sequence
from dataclasses import replace

from streamlit.testing.v1 import AppTest

from components.gauge import cohort_words, cut_off_words, fact_words, figure, position_of, value_words
from domain.findings import BiomarkerName, BiomarkerState
from domain.thresholds import MSI_TISSUE, TMB_HIGH, Band
from domain.views.findings import BiomarkerView

TMB = BiomarkerView(
    BiomarkerName.TMB, "TMB", BiomarkerState.VALUE, None, 12.6, "12.6", "mutations/Mb", Band.HIGH, TMB_HIGH,
    (*(float(v) for v in range(1, 20)), None, 400.0), "TSO500, sample S-1, 12 Nov 2026",
)  # fmt: skip


def drawn(one: BiomarkerView) -> dict[str, object]:
    told: dict[str, object] = figure(one).to_dict()["layout"]
    return told


def test_the_cut_off_is_named_with_its_value_unit_and_version() -> None:
    assert cut_off_words(TMB_HIGH) == "Cut-off TMB high: from 10 mutations/Mb (version 1)."
    assert cut_off_words(MSI_TISSUE) == "Cut-off MSI: grey zone 10 to 20 % unstable sites (version 1)."
    assert cut_off_words(None) == "No cut-off is in force for this assay."


def test_the_percentile_states_its_n_and_who_is_left_out() -> None:
    assert cohort_words(position_of(TMB)) == "Percentile 60 of n = 20 profiles (1 not evaluable left out)."


def test_a_small_cohort_gives_no_percentile_and_says_its_n() -> None:
    few = replace(TMB, cohort=(12.6, 3.0))
    assert cohort_words(position_of(few)) == "Too few for a percentile, n = 2 profiles."


def test_the_figure_names_value_unit_band_source_and_cut_off() -> None:
    text = str(drawn(TMB))
    for words in ("<b>12.6</b>", "mutations/Mb", "<b>high</b>", "n = 20", "sample S-1", "TMB high from 10"):
        assert words in text
    assert "1 beyond the scale" in text


def test_the_grey_zone_is_drawn_where_there_is_one() -> None:
    msi = replace(
        TMB, name=BiomarkerName.MSI, label="MSI", threshold=MSI_TISSUE, band=Band.GREY, unit=MSI_TISSUE.unit
    )
    assert "MSI grey zone 10 to 20" in str(drawn(msi))
    assert value_words(msi) == "MSI 12.6 % unstable sites, likely unstable"


def test_without_a_cut_off_the_value_has_no_band() -> None:
    assert value_words(replace(TMB, threshold=None, band=Band.NO_THRESHOLD)).endswith("no cut-off in force")


def test_the_scale_reaches_a_value_beyond_the_cohort() -> None:
    axis = figure(replace(TMB, value=300.0, value_text="300")).layout.xaxis.range
    assert axis[1] >= 300


def test_what_a_file_wrote_is_no_markup_in_the_figure() -> None:
    assert "<a href" not in str(drawn(replace(TMB, source="<a href='http://x'>x</a>")))


FRACTION = replace(
    TMB, name=BiomarkerName.TUMOUR_FRACTION, label="Tumour fraction", value=0.2, value_text="0.20",
    written="20", unit="fraction", threshold=None, band=Band.NO_THRESHOLD,
    cohort=tuple(v / 20 for v in range(20)), not_measured=72,
)  # fmt: skip
GIS = replace(
    FRACTION, name=BiomarkerName.GIS, label="Genomic instability score", unit="score", value_text="42"
)


def drawn_page(biomarkers: Sequence[BiomarkerView]) -> AppTest:
    def page(biomarkers: "Sequence[BiomarkerView]") -> None:
        from components.gauge import gauges

        gauges(biomarkers, "p-1")

    return AppTest.from_function(page, args=(biomarkers,)).run()


def test_a_number_without_a_dial_says_value_unit_place_and_who_is_left_out() -> None:
    assert fact_words(FRACTION) == (
        "Tumour fraction 20 %",
        "percentile 22 of n = 20 profiles (72 not measured left out), no cut-off in force",
    )
    assert fact_words(GIS)[0] == "Genomic instability score 42"


def test_a_number_that_cannot_be_read_says_why_and_what_the_file_writes() -> None:
    state = BiomarkerState.NOT_EVALUABLE
    either = replace(FRACTION, state=state, value=None, value_text="1", written="1", reason="Either unit.")
    assert fact_words(either) == (
        "Tumour fraction not evaluable",
        "Either unit. The number in the file, 1, is not to be relied on.",
    )


def test_who_was_not_measured_is_told_from_who_was_not_evaluable() -> None:
    words = cohort_words(position_of(replace(TMB, not_measured=3)))
    assert words == "Percentile 60 of n = 20 profiles (1 not evaluable left out; 3 not measured left out)."


def test_tmb_and_msi_are_two_gauges_and_the_other_numbers_lines_of_text() -> None:
    msi = replace(TMB, name=BiomarkerName.MSI, label="MSI", threshold=MSI_TISSUE, unit=MSI_TISSUE.unit)
    page = drawn_page((TMB, msi, GIS, FRACTION))
    assert not page.exception
    assert (len(page.get("plotly_chart")), len(page.columns)) == (2, 2)
    assert [line.value.split()[0] for line in page.markdown] == ["**Genomic", "**Tumour"]
