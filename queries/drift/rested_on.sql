-- What some findings of some profiles are, by class, gene and key.
select f.finding_id, f.class, f.gene, f.variant_key
from seen.finding as f
where list_contains($profiles, f.profile_no) and list_contains($finding_ids, f.finding_id)
order by f.finding_id
