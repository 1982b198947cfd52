-- Adds the small variant rows of one profile's bundle; a column that an old bundle lacks stays empty.
insert into main.small_variant by name
select
    $profile_no as profile_no,
    columns(
        lambda name: name in (
            'finding_no', 'chrom', 'pos', 'ref', 'alt', 'build', 'reported_gene', 'p_dot',
            'c_dot', 'transcript', 'consequence', 'exon', 'vaf', 'vaf_text', 'depth',
            'annotation_source', 'tags', 'transcripts'
        )
    )
from read_parquet($bundle)
where class = 'small_variant'
order by finding_no
