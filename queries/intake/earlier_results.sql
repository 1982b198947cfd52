-- Results that were brought in before under one of these sample ids by a laboratory.
select sample_id, content_sha256, recorded_at
from seen.profile_history
where laboratory_id = $laboratory_id and list_contains($sample_ids::text[], sample_id)
order by sample_id, sequence
