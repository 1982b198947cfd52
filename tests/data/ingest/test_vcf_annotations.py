"""Annotated variant files: which transcript speaks for a call, and that all of them are kept."""

import gzip
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.ingest import limits
from data.ingest.effect_text import PART, effect_at, harmless, packed_effects, unpacked_effects
from data.ingest.run_reading import read_files, read_path
from data.ingest.transcript_choice import Why
from data.ingest.vcf_annotations import VEP_NAMES
from data.ingest.vcf_effects import EffectReader, allele_names
from data.ingest.vcf_info import value_in, without
from domain.findings import AnnotationSource, Build, SmallVariant
from domain.problems import Severity
from domain.readings import FileKind
from tests.data.ingest.samples import FIXTURES, of_severity, only, read, read_bytes
from tests.data.ingest.test_corpus import CORPUS

VEP, SNPEFF = "vcf_annotated_vep.vcf", "vcf_annotated_snpeff.vcf"
FUNCOTATOR, BCFTOOLS = "vcf_annotated_funcotator.vcf", "vcf_annotated_bcftools.vcf"


def calls(name: str) -> tuple[SmallVariant, ...]:
    return only(name).findings.small_variants


def why(call: SmallVariant) -> list[str]:
    """The reason written at the one transcript that was chosen."""
    return [one[5] for one in call.transcripts if one[5]]


def test_mane_select_is_taken_before_a_pick_and_a_neighbouring_gene() -> None:
    call = calls(VEP)[0]
    assert (call.gene, call.transcript, call.exon) == ("EGFR", "ENST00000275493.7", "21/28")
    assert call.p_dot == "ENSP00000275493.2:p.Leu858Arg"
    assert call.c_dot == "ENST00000275493.7:c.2573T>G"
    assert (call.annotation_source, why(call)) == (AnnotationSource.VEP, ["MANE Select"])


def test_every_transcript_is_kept_in_the_order_of_the_file() -> None:
    transcripts = calls(VEP)[0].transcripts
    assert [one[1] for one in transcripts] == ["ENST00000442411", "ENST00000454757.6", "ENST00000275493.7"]
    assert transcripts[1] == (
        "EGFR",
        "ENST00000454757.6",
        "ENST00000454757.6:c.2414T>G",
        "ENSP00000395243.3:p.Leu805Arg",
        "missense_variant",
        "",
    )


def test_each_allele_of_a_row_has_its_own_effect_and_a_foreign_one_is_told() -> None:
    _, snv, insertion, *_ = calls(VEP)
    assert (snv.alt, snv.c_dot) == ("T", "ENST00000269305.9:c.524G>A")
    assert (insertion.alt, insertion.consequence) == ("CA", ("frameshift_variant",))
    assert any(
        "1 effects on an allele that their row does not have" in one.seen for one in read(VEP).problems
    )


def test_without_mane_or_canonical_the_most_severe_is_taken() -> None:
    call = calls(VEP)[3]
    assert call.consequence == ("splice_region_variant", "intron_variant")
    assert why(call) == ["most severe"] and len(call.transcripts) == 3


def test_a_percent_encoded_equals_sign_is_decoded_and_a_pick_is_told() -> None:
    call = calls(VEP)[4]
    assert call.p_dot == "ENSP00000354558.4:p.Thr111=" and why(call) == ["PICK"]


def test_a_record_without_annotation_is_kept_without_gene_and_counted() -> None:
    call = calls(VEP)[5]
    assert call.gene is None and call.annotation_source is AnnotationSource.NONE and call.vaf_text == "0.4"
    assert read(VEP).counts[0].without_gene == 1
    assert any("1 of 5 records without an annotation" in one.seen for one in read(VEP).problems)


def test_the_build_of_an_annotated_file_is_told_by_its_contigs() -> None:
    assert only(VEP).build is Build.GRCH38 and only(SNPEFF).build is Build.GRCH37


def test_snpeffs_structural_interaction_does_not_hide_the_missense_change() -> None:
    call = calls(SNPEFF)[0]
    assert (call.gene, call.p_dot, call.transcript) == ("BRAF", "p.Val600Glu", "NM_004333.4")
    assert (call.exon, call.annotation_source) == ("15/18", AnnotationSource.SNPEFF)


def test_snpeffs_comparison_with_the_germline_allele_is_kept_and_not_chosen() -> None:
    _, first, second, *_ = calls(SNPEFF)
    assert (first.alt, first.p_dot, len(first.transcripts)) == ("C", "p.Gln61Glu", 2)
    assert (second.alt, second.p_dot, len(second.transcripts)) == ("T", "p.Gln61Lys", 1)


def test_between_genes_no_gene_is_named() -> None:
    call = calls(SNPEFF)[3]
    assert call.gene is None and call.reported_gene is None and call.consequence == ("intergenic_region",)


def test_the_rank_of_an_intron_is_not_shown_as_an_exon() -> None:
    call = calls(SNPEFF)[4]
    assert call.consequence[0] == "splice_donor_variant" and call.exon is None


def test_funcotators_terms_become_sequence_ontology_and_its_own_transcript_is_taken() -> None:
    call = calls(FUNCOTATOR)[0]
    assert (call.gene, call.p_dot, call.c_dot) == ("TP53", "p.R273C", "c.817C>T")
    assert (call.consequence, call.exon) == (("missense_variant",), "8")
    assert why(call) == ["chosen by the annotator"]
    assert [one[1] for one in call.transcripts[1:]] == ["ENST00000420246.2", "ENST00000359597.4"]
    assert call.transcripts[2][4] == "upstream_gene_variant"


def test_of_several_funcotations_of_an_allele_the_most_severe_is_taken() -> None:
    _, first, second, between = calls(FUNCOTATOR)
    assert first.consequence == ("splice_site_variant", "missense_variant")
    assert (second.transcript, why(second)) == ("ENST00000397752.3", ["most severe"])
    assert between.gene is None and between.transcript is None


def test_bcftools_short_names_are_spelt_out() -> None:
    call, referred = calls(BCFTOOLS)
    assert (call.gene, call.consequence) == ("NRAS", ("missense_variant",))
    assert call.annotation_source is AnnotationSource.BCFTOOLS
    assert referred.gene is None


def test_snpeffs_old_field_is_refused_with_a_message(tmp_path: Path) -> None:
    line = b"##INFO=<ID=EFF,Number=.,Type=String,Description=\"Predicted. Format: 'Effect ( a | b )'\">\n"
    text = (FIXTURES / "vcf_grch38.vcf").read_bytes().replace(b"#CHROM", line + b"#CHROM")
    reading = read_bytes(tmp_path, text)
    assert any("SnpEff's old field EFF" in one.seen for one in reading.problems)
    assert len(reading.samples[0].findings.small_variants) == 1


def test_an_annotation_that_does_not_list_its_fields_is_told(tmp_path: Path) -> None:
    text = (FIXTURES / VEP).read_bytes().replace(b"Format: Allele", b"Formatted Allele")
    reading = read_bytes(tmp_path, text)
    assert any("does not list its fields" in one.seen for one in reading.problems)
    assert all(one.gene is None for one in reading.samples[0].findings.small_variants)


def test_effects_that_are_cut_are_read_and_counted(tmp_path: Path) -> None:
    text = (FIXTURES / VEP).read_bytes().replace(b"|YES||NM_005228.5", b"")
    reading = read_bytes(tmp_path, text)
    assert any("1 effects with fewer parts" in one.seen for one in reading.problems)
    assert reading.samples[0].findings.small_variants[0].gene == "EGFR"


def test_a_cvo_names_the_gene_and_the_files_own_transcripts_are_kept(tmp_path: Path) -> None:
    info = (
        b"ANN=T|missense_variant|MODERATE|OTHER|OTHER|transcript|NM_1.1|protein_coding|1/2|c.1C>T|p.A1V|||||"
    )
    header = (FIXTURES / SNPEFF).read_bytes().split(b"##INFO=<ID=ANN")[1].split(b"\n")[0]
    path = tmp_path / "vcf"
    text = (FIXTURES / "vcf_dragen_hard_filtered.vcf").read_bytes()
    text = text.replace(b"#CHROM", b"##INFO=<ID=ANN" + header + b"\n#CHROM").replace(
        b"\tDP=1001", b"\t" + info + b";DP=1001"
    )
    path.write_bytes(text)
    (sample,) = read_files({"r": FIXTURES / "cvo_dragen_2_1.tsv", "v": path}).samples
    egfr = next(one for one in sample.findings.small_variants if one.pos == 55249071)
    assert egfr.gene == "EGFR" and egfr.annotation_source is AnnotationSource.CVO
    assert egfr.transcripts[0][0] == "OTHER"


def test_a_header_of_both_builds_is_refused(tmp_path: Path) -> None:
    both = b"##contig=<ID=chr2,length=243199373>\n##contig=<ID=chr3,length=198295559>\n#CHROM"
    reading = read_bytes(tmp_path, (FIXTURES / SNPEFF).read_bytes().replace(b"#CHROM", both))
    (problem,) = of_severity(reading, Severity.REFUSED_FILE)
    assert "one genome build" in problem.expected


def test_another_chromosome_than_the_first_tells_the_build(tmp_path: Path) -> None:
    text = (FIXTURES / SNPEFF).read_bytes().replace(b"##contig=<ID=chr1,length=249250621>\n", b"")
    assert read_bytes(tmp_path, text).samples[0].build is Build.GRCH37


@pytest.mark.parametrize(
    ("ref", "alts", "named"),
    [
        ("C", ["T"], {"T": 0}),
        ("CAG", ["C", "CAGAG"], {"-": 0, "AGAG": 1, "AG": 1}),
        ("A", ["T", "AT"], {"T": 0, "AT": 1}),
        ("TCC", ["T", "TC"], {"-": 0, "C": 1}),
    ],
)
def test_an_effect_is_matched_by_veps_trimmed_allele(
    ref: str, alts: list[str], named: dict[str, int]
) -> None:
    names = allele_names(ref, alts)
    for name, index in named.items():
        assert [name in one for one in names] == [at == index for at in range(len(alts))]


PARTS = st.text(st.characters(exclude_characters="|,;%\x1d\x1e\r\n\t", codec="utf-8"), max_size=12)
FIELDS = (
    "Allele",
    "Consequence",
    "SYMBOL",
    "Feature",
    "HGVSc",
    "HGVSp",
    "BIOTYPE",
    "CANONICAL",
    "MANE_SELECT",
)
EFFECTS = st.lists(st.tuples(*[PARTS] * len(FIELDS)), min_size=1, max_size=6)


@given(st.lists(EFFECTS, min_size=1, max_size=5))
@settings(deadline=None, max_examples=80)
def test_what_is_packed_comes_back_and_many_rows_read_as_one_by_one(
    rows: list[list[tuple[str, ...]]],
) -> None:
    infos = [b"DP=1;CSQ=" + ",".join("|".join(one) for one in row).encode() for row in rows]
    together, single = EffectReader("CSQ", FIELDS, VEP_NAMES), EffectReader("CSQ", FIELDS, VEP_NAMES)
    for info in infos:
        together.add(info, b"C", b"T")
    for info in infos:
        single.add(info, b"C", b"T")
        single.effects()
    assert together.effects() == single.effects()
    for row, text in zip(rows, together.effects(), strict=True):
        chosen, _, every = unpacked_effects(text)
        said = [(one[2], one[3], one[4], one[5]) for one in row]
        assert [one[:4] for one in every] == said
        assert sum(bool(one[5]) for one in every) == 1 and chosen in every
        if any(one[8] for one in row) and chosen[5] != Why.MANE_SELECT:
            pytest.fail("MANE Select stood in the row and was not chosen")


@given(st.lists(st.lists(PARTS, min_size=5, max_size=5), min_size=1, max_size=4), st.data())
@settings(deadline=None)
def test_an_effect_of_a_body_is_found_by_its_place(effects: list[list[str]], data: st.DataObject) -> None:
    body = PART.join(PART.join(one) for one in effects)
    place = data.draw(st.integers(0, len(effects) - 1))
    assert effect_at(body, place) == PART.join(effects[place])
    assert unpacked_effects(packed_effects(body, place, "why", "1/2"))[0] == (*effects[place], "why")


@given(st.text(max_size=40))
def test_a_harmless_text_holds_no_mark(text: str) -> None:
    assert not set(harmless(text)) & set("|\t\n\r\x1d\x1e")


def test_one_field_of_info_is_found_and_taken_out() -> None:
    info = b"XCSQ=1;CSQ=a|b;DP=3"
    assert value_in(info, b"CSQ=") == "a|b" and without(info, b"CSQ=") == b"XCSQ=1;DP=3"
    assert without(b"CSQ=a", b"CSQ=") == b"." and without(b"DP=3;CSQ=a", b"CSQ=") == b"DP=3"
    assert value_in(info, b"SQ=") == "" and without(info, b"AF=") == info


def _annotated_files() -> list[Path]:
    found = []
    for folder in ("snpeff", "pvactools_hcc1395", "vatools", "vembrane", "vcf2maf", "varcode"):
        for path in sorted((CORPUS / folder).rglob("*.vcf*")):
            raw = path.read_bytes()
            text = gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw
            if b"##INFO=<ID=CSQ" in text or b"##INFO=<ID=ANN" in text:
                found.append(path)
    return found


def _plain_effects(path: Path) -> list[tuple[list[str], list[dict[str, str]]]]:
    """The cells of each PASS row of one sequence allele, and its effects by their names, by splitting."""
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw).decode("utf-8", "replace")
    made, key, names = [], "", []
    for line in text.splitlines():
        if line.startswith(("##INFO=<ID=ANN", "##INFO=<ID=CSQ")):
            key = line[11:14]
            names = [one.strip() for one in line.split("Format: ")[-1].split("'")[-2 if "'" in line else 0]
                     .rstrip('">').split("|")]  # fmt: skip
        if not line or line[0] == "#":
            continue
        cells = line.split("\t")
        if cells[6] not in {"PASS", "."} or not cells[4].isalpha():
            continue
        info = dict(one.partition("=")[::2] for one in cells[7].split(";"))
        effects = (
            [dict(zip(names, one.split("|"), strict=False)) for one in info[key].split(",")]
            if key in info
            else []
        )
        made.append((cells, effects))
    return made


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of public files is not there")
def test_public_annotated_files_give_what_a_plain_split_gives() -> None:
    files = _annotated_files()
    compared = 0
    for path in files:
        reading = read_path(path)
        if reading.files[0].kind is not FileKind.VCF:
            continue
        assert len(reading.samples) == 1, (path, reading.problems)
        sample = reading.samples[0]
        ours = {(one.chrom, one.pos, one.ref, one.alt): one for one in sample.findings.small_variants}
        for cells, effects in _plain_effects(path):
            call = ours[cells[0], int(cells[1]), cells[3].upper(), cells[4].upper()]
            assert len(call.transcripts) == len(effects), (path, cells[:5])
            gene = "SYMBOL" if effects and "SYMBOL" in effects[0] else "Gene"
            said = [
                (one.get("Gene_Name", one.get(gene, "")), unquote(one.get("HGVS.c", one.get("HGVSc", ""))))
                for one in effects
            ]
            assert [one[:1] + one[2:3] for one in call.transcripts] == said, (path, cells[:5])
            if not effects:
                continue
            (at,) = [index for index, one in enumerate(call.transcripts) if one[5]]
            mane = [one for one in effects if one.get("MANE_SELECT")]
            if call.transcripts[at][5] == "MANE Select" and "MANE_SELECT" in effects[at]:
                assert effects[at] in mane
            protein = unquote(effects[at].get("HGVS.p", effects[at].get("HGVSp", "")))
            assert (call.p_dot or "") in {protein, ""}
            compared += 1
    assert len(files) > 20 and compared > 300


def test_over_the_limits_only_the_chosen_effect_is_kept_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_EFFECTS_OF_A_CALL", 2)
    reader = EffectReader("CSQ", FIELDS, VEP_NAMES)
    effects = (
        ("T", "intron_variant", "A", "N1", "", "", "", "", ""),
        ("T", "stop_gained", "B", "N2", "", "", "", "", ""),
    )
    reader.add(("CSQ=" + ",".join("|".join(one) for one in (*effects, effects[0]))).encode(), b"C", b"T")
    chosen, _, every = unpacked_effects(reader.effects()[0])
    assert tuple(every) == (chosen,) and chosen[0] == "B" and chosen[5] == Why.MOST_SEVERE
    assert "2 effects over the limits" in reader.notes()[0][0]


def test_an_annotation_that_two_header_lines_describe_otherwise_is_left_out_and_told(tmp_path: Path) -> None:
    said = '##INFO=<ID=CSQ,Number=.,Type=String,Description="Format: {}">\n'
    head = "##fileformat=VCFv4.2\n##contig=<ID=chr7,length=159138663>\n"
    both = said.format("Allele|Consequence|SYMBOL") + said.format("SYMBOL|Allele|Consequence")
    rows = (
        "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n"
        "chr7\t55249071\t.\tC\tT\t.\tPASS\tCSQ=T|missense_variant|EGFR\n"
    )
    reading = read_bytes(tmp_path, (head + both + rows).encode())
    (call,) = reading.samples[0].findings.small_variants
    assert call.gene is None and call.annotation_source is AnnotationSource.NONE
    assert any("two header lines of the annotation CSQ" in one.seen for one in reading.problems)
