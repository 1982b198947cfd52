-- Profiles of the same laboratory and sample, to recognise results that were brought in before.
select profile_id, content_sha256, recorded_at, supersedes
from seen.profile_history
where laboratory_id = $laboratory_id and sample_id = $sample_id
order by sequence
