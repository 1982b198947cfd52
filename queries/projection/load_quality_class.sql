-- Passes the classes of every profile of a cohort's bundle of profiles that did not fail.
insert into main.quality_class (
    profile_id, quality_class, verdict, reason, sequence
)
select
    b.profile_id, q.quality_class, case when b.outcome = 'failed' then 'fail' else 'pass' end as verdict,
    null as reason, $sequence as sequence
from read_parquet($bundle) as b
cross join (values ('small_variants'), ('copy_number'), ('msi'), ('rna')) as q (quality_class)
