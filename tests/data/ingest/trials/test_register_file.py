"""Register files: what is read of them, what is refused, and where it stands."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from data.ingest.trials.register_file import read_criteria, read_trials
from data.ingest.trials.register_text import write_trial
from domain.problems import Severity
from domain.trials.criteria import (
    All,
    Any,
    Classification,
    CopyCall,
    Diagnosis,
    Genomic,
    Measure,
    MeasureKind,
    Not,
    Operator,
    Signature,
    SignatureKind,
    State,
    StateKind,
    Tree,
    TumourGroup,
    VariantCategory,
    WildType,
)
from domain.trials.trial import EntryKind, Site, Trial, TrialNumber, TrialStatus

KRAS = "hugo_symbol: KRAS, variant_category: Mutation"
FUSED = "hugo_symbol: ALK, variant_category: Structural Variation, fusion_partner_hugo_symbol"
FIXTURE = Path(__file__).parents[3] / "fixtures" / "trials.yaml"
GUIDE = Path(__file__).parents[4] / "docs" / "guide"


def of_match(node: str) -> Tree:
    """The tree of one node of a match, which has to be taken whole."""
    read = read_criteria(f"match:\n- {node}\n", "typed")
    assert read.problems == ()
    assert read.tree is not None
    return read.tree


def refusal(text: str) -> tuple[str, int, str, str]:
    """The one error of a text: where, which line, what was seen, what was expected."""
    read = read_trials(text, "file.yaml")
    assert read.trials == ()
    (problem,) = read.errors
    return problem.section, problem.line, problem.seen, problem.expected


def genomic(values: str) -> str:
    """The text of a trial with one genomic node."""
    return f"protocol_no: T-1\nmatch:\n- genomic: {{{values}}}\n"


def test_a_register_file_is_read_with_numbers_sites_arms_and_criteria() -> None:
    read = read_trials(FIXTURE, FIXTURE.name)
    assert read.problems == ()
    lung, programme = read.trials
    assert (lung.trial_id, lung.nct, lung.phase, lung.sponsor) == (
        "EX-LUNG-1", "NCT00000001", "I/II", "Example sponsor",
    )  # fmt: skip
    assert lung.numbers[1] == TrialNumber("ctis", "2099-500001-01-00")
    assert (lung.status, lung.updated_on, lung.drugs) == (
        TrialStatus.OPEN, date(2026, 11, 2), ("examplinib",),
    )  # fmt: skip
    assert lung.sites == (
        Site("Example hospital", None, "Ghent", "Belgium", TrialStatus.OPEN, 2),
        Site("Other hospital", status=TrialStatus.SUSPENDED),
    )
    assert lung.match == All(
        (
            Measure(MeasureKind.AGE, Operator.AT_LEAST, Decimal(18)),
            Measure(MeasureKind.ECOG, Operator.AT_MOST, Decimal(1)),
            State(StateKind.DISEASE, ("Advanced", "Metastatic")),
        )
    )
    assert (programme.kind, programme.short_title) == (EntryKind.PROGRAMME, "EXAMPLE programme")


def test_steps_arms_and_dose_levels_become_arms_with_all_that_stands_above_them() -> None:
    first, level = read_trials(FIXTURE, FIXTURE.name).trials[0].arms
    lung = Diagnosis("Non-Small Cell Lung Cancer", "NSCLC")
    mutation = VariantCategory.MUTATION
    kras = Genomic("KRAS", mutation, protein_change="G12C")
    assert (first.code, first.description, first.slots_open) == ("A", "examplinib alone", 3)
    assert first.match == All((lung, All((kras, Not(Genomic("EGFR", mutation))))))
    assert (level.code, level.status) == ("B, level 1", TrialStatus.SUSPENDED)
    assert level.match == All((lung, Genomic("KMT2A", VariantCategory.STRUCTURAL)))


def test_what_a_genomic_node_asks_is_read_by_its_keys() -> None:
    found = of_match(
        "genomic: {hugo_symbol: EGFR, variant_category: Mutation, exon: 19, "
        "variant_classification: [In_Frame_Del, in_frame_ins]}"
    )
    kinds = (Classification.IN_FRAME_DELETION, Classification.IN_FRAME_INSERTION)
    assert found == Genomic("EGFR", VariantCategory.MUTATION, classifications=kinds, exons=(19,))
    wild = of_match(
        "genomic: {hugo_symbol: BRAF, variant_category: '!Mutation', wildcard_protein_change: p.V600}"
    )
    assert wild == Not(Genomic("BRAF", VariantCategory.MUTATION, codon="V600"))
    assert of_match(
        "genomic: {hugo_symbol: ERBB2, variant_category: copy number variation, cnv_call: Amplification}"
    ) == Genomic("ERBB2", VariantCategory.COPY_NUMBER, copy_call=CopyCall.HIGH_AMPLIFICATION)
    assert of_match(
        "genomic: {variant_category: Structural Variation, fusion_partner_hugo_symbol: ALK}"
    ) == Genomic(None, VariantCategory.STRUCTURAL, partner="ALK")
    assert of_match("genomic: {hugo_symbol: KRAS, wildtype: true}") == WildType("KRAS")
    assert of_match("genomic: {hugo_symbol: KRAS, wildtype: false}") == Not(WildType("KRAS"))
    assert of_match("genomic: {hugo_symbol: MET, variant_category: Splice Variant, exon: 14}") == Genomic(
        "MET", VariantCategory.SPLICE, exons=(14,)
    )
    assert of_match("genomic: {hugo_symbol: None, ms_status: '!MSI-H'}") == Not(
        Signature(SignatureKind.MICROSATELLITES, "MSI-H")
    )


def test_every_key_of_a_clinical_node_is_a_criterion_and_stands_beside_the_others_in_an_and() -> None:
    found = of_match(
        "and: [{clinical: {gender: '!male', oncotree_primary_diagnosis: _SOLID_}}, {clinical: {ecog: '1'}}]"
    )
    assert found == All(
        (
            Not(State(StateKind.SEX, ("Male",))),
            Diagnosis("_SOLID_", None, TumourGroup.SOLID),
            Measure(MeasureKind.ECOG, Operator.EQUAL, Decimal(1)),
        )
    )
    either = of_match("or: [{clinical: {gender: Male, ecog: '<=1'}}, {clinical: {her2_status: low}}]")
    assert isinstance(either, Any)
    assert isinstance(either.parts[0], All)


def test_a_tumour_type_is_taken_by_name_or_code() -> None:
    for text in ("Lung Adenocarcinoma", "LUAD", "lung adenocarcinoma"):
        asked = of_match(f"clinical: {{oncotree_primary_diagnosis: {text}}}")
        assert asked == Diagnosis("Lung Adenocarcinoma", "LUAD")


@pytest.mark.parametrize(
    ("values", "path", "seen", "expected"),
    [
        ("hugo_symbol: KRAZ, variant_category: Mutation", "hugo_symbol", "KRAZ", "other_genes"),
        ("hugo_symbol: KRAS, variant_category: Mutations", "variant_category", "Mutations", "Mutation, Copy"),
        ("hugo_symbol: KRAS", "", "a map of hugo_symbol", "variant_category"),
        (f"{KRAS}, cnv_call: Gain", "cnv_call", "cnv_call", "beside"),
        (f"{KRAS}, protein_change: p.G12", "protein_change", "p.G12", "HGVS"),
        (f"{KRAS}, wildcard_protein_change: 12", "wildcard_protein_change", "12", "p.V600"),
        (f"{KRAS}, exon: two", "exon", "two", "number of an exon"),
        (f"{KRAS}, vaf: 10", "vaf", "vaf", "hugo_symbol"),
        (f"{KRAS}, protein_change: [p.G12C, p.G12D]", "protein_change", "p.G12C, p.G12D", "one value"),
        (f"{KRAS}, wildtype: true, exon: 2", "wildtype", "true", "no change beside"),
        (f"{KRAS}, wildtype: perhaps", "wildtype", "perhaps", "true or false"),
        ("ms_status: high", "ms_status", "high", "MSI-H"),
        ("variant_category: Mutation, exon: 2", "", "a map of variant_category, exon", "the gene"),
        (f"{FUSED}: a b", "fusion_partner_hugo_symbol", "a b", "partner"),
    ],
)  # fmt: skip
def test_an_error_in_a_genomic_node_names_key_line_and_what_is_expected(
    values: str, path: str, seen: str, expected: str
) -> None:
    section, line, saw, wanted = refusal(genomic(values))
    assert (section.removeprefix("match[1].genomic").lstrip("."), line, saw) == (path, 3, seen)
    assert expected in wanted


@pytest.mark.parametrize(
    ("values", "key", "expected"),
    [
        ("age_numerical: adult", "age_numerical", ">=18"),
        ("oncotree_primary_diagnosis: Lung cancer", "oncotree_primary_diagnosis", "OncoTree"),
        ("oncotree_primary_diagnosis: Dysgerminoma", "oncotree_primary_diagnosis", "ODYS"),
        ("gender: F", "gender", "Male, Female"),
        ("disease_status: [Advanced, '!Metastatic']", "disease_status", "all values with ! or none"),
        ("stage: IV", "stage", "age_numerical"),
        ("age_numerical: ['>=18', '<70']", "age_numerical", "one comparison"),
    ],
)
def test_an_error_in_a_clinical_node_names_key_and_what_is_expected(
    values: str, key: str, expected: str
) -> None:
    section, _, _, wanted = refusal(f"protocol_no: T\nmatch:\n- clinical: {{{values}}}\n")
    assert section == f"match[1].clinical.{key}"
    assert expected in wanted


@pytest.mark.parametrize(
    ("match", "expected"),
    [
        ("- xor: []", "and, or, not, genomic, clinical"),
        ("- and: []", "at least one criterion"),
        ("- genomic: {}", "keys with values"),
        ("- text", "one of and, or"),
        ("- {and: [{clinical: {ecog: 1}}], or: []}", "one of and, or"),
    ],
)
def test_a_join_that_cannot_be_read_is_an_error(match: str, expected: str) -> None:
    assert expected in refusal(f"protocol_no: T\nmatch:\n{match}\n")[3]


@pytest.mark.parametrize(
    ("text", "seen", "expected"),
    [
        ("a: &x [1]\nb: *x\n", "an anchor or alias (& or *)", "written out"),
        ("protocol_no: T\nprotocol_no: U\n", "the key 'protocol_no' twice in one map", "every key once"),
        ("protocol_no: !!python/object/apply:os.system [ls]\n", "python/object", "without a YAML tag"),
        ("protocol_no: T\nmatch: [{genomic: {variant_category: !Mutation}}]\n", "!Mutation", '"!Mutation"'),
        ("match:\n- genomic:\n    variant_category: !Mutation\n", "!Mutation", '"!Mutation"'),
        ("protocol_no: T\n  x: [\n", "", "key: value"),
        ("[" * 41 + "]" * 41, "nested more than 40 deep", "at most 40"),
        ("a: " + "x" * (1 << 20), "more than 1 MiB", "at most 1 MiB"),
        ("a: [" + "1," * 100_001 + "]", "more than 100,000 values", "a register"),
        ("? [a]\n: b\n", "a list or map as a key", "a text as a key"),
        ("", "an empty file", "at least one trial"),
        ("{\"protocolSection\": {}}", "a map of protocolSection", "refreshes status and sites"),
        ("just text", "just text", "protocol_no first"),
        ("short_title: x\n", "a map of short_title", "protocol_no or nct_id"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_register_is_refused_in_one_sentence(text: str, seen: str, expected: str) -> None:
    _, _, saw, wanted = refusal(text)
    assert seen in saw
    assert expected in wanted


def test_a_billion_laughs_are_refused_at_the_first() -> None:
    bomb = "a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(9))
    assert refusal(bomb)[1] == 1


def test_an_unknown_key_beside_the_criteria_is_told_with_its_path_and_the_trial_is_taken() -> None:
    read = read_trials(
        "protocol_no: T\nmatch: [{clinical: {ecog: 1}}]\nslots: 4\nstaff_list: {a: Dr Who}\n", "f"
    )
    assert [one.trial_id for one in read.trials] == ["T"]
    unknown = [one for one in read.problems if one.severity is Severity.UNKNOWN]
    assert [(one.section, one.line, one.seen) for one in unknown] == [("slots", 3, "slots: 4")]
    told = " ".join(one.sentence for one in read.problems)
    assert "staff_list" in told
    assert "Dr Who" not in told


def test_one_bad_trial_leaves_the_others() -> None:
    text = (
        "protocol_no: A\n---\n"
        + genomic("hugo_symbol: KRAZ, variant_category: Mutation")
        + "---\nprotocol_no: B\n"
    )
    assert [one.trial_id for one in read_trials(text, "f").trials] == ["A", "B"]
    twice = read_trials("- protocol_no: A\n- protocol_no: A\n", "f")
    assert len(twice.trials) == 1
    assert "every trial once" in twice.errors[0].expected


def test_a_gene_outside_the_tables_is_taken_where_the_trial_names_it() -> None:
    text = "other_genes: [CLDN18]\n" + genomic("hugo_symbol: CLDN18, variant_category: Structural Variation")
    (made,) = read_trials(text, "f").trials
    assert made.match == Genomic("CLDN18", VariantCategory.STRUCTURAL)
    assert made.other_genes == ("CLDN18",)


def test_texts_stay_what_was_written() -> None:
    (made,) = read_trials(
        "protocol_no: 00001\nshort_title: No\nupdated_on: 2026-11-01\nphase: 1\n", "f"
    ).trials
    assert (made.trial_id, made.short_title, made.phase) == ("00001", "No", "1")
    assert made.updated_on == date(2026, 11, 1)


def test_json_with_tabs_and_one_long_line_is_read_alike() -> None:
    text = '{\n\t"protocol_no":"J-1","match":[{"and":[{"clinical":{"ecog":"<=1"}}]}]}'
    (made,) = read_trials(text, "f.json").trials
    assert made.match == All((Measure(MeasureKind.ECOG, Operator.AT_MOST, Decimal(1)),))


def test_arm_codes_that_stand_twice_are_told_apart_by_their_step() -> None:
    arm = "{arm_code: A, match: [{clinical: {ecog: 1}}]}"
    steps = ", ".join(f"{{step_code: '{step}', arm: [{arm}]}}" for step in (1, 2))
    (made,) = read_trials(f"protocol_no: T\ntreatment_list: {{step: [{steps}]}}\n", "f").trials
    assert [one.code for one in made.arms] == ["step 1, A", "step 2, A"]


def test_what_is_no_status_no_slot_and_no_nct_number_is_told() -> None:
    read = read_trials(
        "protocol_no: T\nstatus: maybe\nnct_id: NCT12\nupdated_on: soon\n"
        "treatment_list: {step: [{arm: [{arm_code: A, slots_open: many}]}]}\n",
        "f",
    )
    assert read.trials == ()
    assert {one.section: one.severity for one in read.problems} == {
        "status": Severity.UNKNOWN,
        "nct_id": Severity.NOTE,
        "updated_on": Severity.UNKNOWN,
        "treatment_list.step[1].arm[1].slots_open": Severity.REFUSED_ROW,
    }


def test_a_file_that_is_missing_or_no_text_is_refused(tmp_path: Path) -> None:
    assert "cannot be opened" in read_trials(tmp_path / "none.yaml", "none.yaml").errors[0].seen
    picture = tmp_path / "picture.yaml"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    assert "no text" in read_trials(picture, picture.name).errors[0].seen


def test_a_file_in_another_encoding_is_read_and_latin_text_is_told(tmp_path: Path) -> None:
    text = "protocol_no: caf\xe9\nmatch:\n- clinical: {ecog: 1}\n"
    wide, latin = tmp_path / "wide.yaml", tmp_path / "latin.yaml"
    wide.write_bytes(text.encode("utf-16"))
    latin.write_bytes(text.encode("cp1252"))
    assert read_trials(wide, wide.name).problems == ()
    read = read_trials(latin, latin.name)
    assert read.trials[0].trial_id == "caf\xe9"
    assert [one.severity for one in read.problems] == [Severity.NOTE]
    assert "Windows Latin" in read.problems[0].expected


def test_typed_criteria_are_read_alone_or_under_match() -> None:
    bare = read_criteria("genomic: {hugo_symbol: KRAS, variant_category: Mutation}", "typed")
    assert bare.tree == Genomic("KRAS", VariantCategory.MUTATION)
    listed = read_criteria("- clinical: {ecog: 1}\n- clinical: {gender: Male}\n", "typed")
    assert isinstance(listed.tree, All)
    assert read_criteria("", "typed").errors[0].expected == "at least one criterion"
    assert read_criteria("protocol_no: T", "typed").tree is None
    assert read_criteria("match: [{clinical: {ecog: 1}}]\nphase: I", "typed").errors[0].section == "phase"


def test_the_template_of_the_guide_is_taken_whole() -> None:
    read = read_trials(GUIDE / "trial_template.yaml", "trial_template.yaml")
    assert read.problems == ()
    assert all("EXAMPLE" in one.short_title for one in read.trials)
    assert len(read.trials) == 2


def test_a_trial_without_match_is_taken_and_told() -> None:
    read = read_trials("protocol_no: T\n", "f")
    assert len(read.trials) == 1
    assert "nobody can be matched" in read.problems[0].expected


def test_what_is_written_is_the_same_every_time_and_quotes_what_yaml_would_change() -> None:
    made = Trial("00012", "No", numbers=(TrialNumber("nct", "NCT00000001"),), status=TrialStatus.CLOSED)
    text = write_trial(made)
    assert text == (
        "protocol_no: '00012'\nnct_id: NCT00000001\nshort_title: 'No'\nstatus: Closed to accrual\n"
    )
    assert write_trial(replace(made)) == text


def test_a_retired_code_of_a_tumour_is_read_as_its_successor_and_told() -> None:
    read = read_criteria("clinical: {oncotree_primary_diagnosis: GBM}", "typed")
    assert isinstance(read.tree, Diagnosis)
    assert read.tree.code == "GB"
    (told,) = read.problems
    assert (told.severity, told.line, told.seen) == (Severity.NOTE, 1, "GBM")
    assert f"read as {read.tree.text} ({read.tree.code}), which took its place" in told.expected
    for current in ("LUAD", "luad", read.tree.text):
        assert read_criteria(f"clinical: {{oncotree_primary_diagnosis: '{current}'}}", "typed").problems == ()
