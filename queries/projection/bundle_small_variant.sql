-- Adds the small variant rows of one profile's bundle.
insert into main.small_variant (
    profile_no, finding_no, chrom, pos, ref, alt, build, reported_gene, p_dot, c_dot, transcript,
    consequence, exon, vaf, vaf_text, depth, annotation_source, tags
)
select
    $profile_no as profile_no, b.finding_no, b.chrom, b.pos, b.ref, b.alt, b.build, b.reported_gene,
    b.p_dot, b.c_dot, b.transcript, b.consequence, b.exon, b.vaf, b.vaf_text, b.depth,
    b.annotation_source, b.tags
from read_parquet($bundle) as b
where b.class = 'small_variant'
order by b.finding_no
