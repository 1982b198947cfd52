-- Profiles of a laboratory's samples, to recognise results that were brought in before. What a withdrawn test
-- was and had replaced may be brought in again.
select p.sample_id, p.profile_id, p.content_sha256, p.recorded_at, p.supersedes
from seen.profile_history as p
where
    p.laboratory_id = $laboratory_id
    and list_contains($sample_ids::text[], p.sample_id)
    and not exists (
        select 1 from seen.test_withdrawal as w
        inner join seen.profile_history as gone on w.profile_id = gone.profile_id
        where
            gone.laboratory_id = p.laboratory_id
            and gone.sample_id = p.sample_id
            and gone.profile_no >= p.profile_no
    )
order by p.sample_id, p.sequence
