-- The profiles that replaced another one, the oldest first, each with what decides on what it could see.
select
    p.profile_id, p.profile_no, p.supersedes, p.laboratory_id, p.assay, p.rna_sample_id is not null as has_rna,
    p.sample_id, coalesce(p.reported_on, cast(p.recorded_at as date)) as dated,
    cast(p.recorded_at as date) as recorded_on, p.sequence
from seen.profile_history as p
where p.supersedes is not null
order by p.profile_no
