-- The single tests of some profiles that were withdrawn, with why.
select w.profile_id, w.reason, w.sequence, cast(w.recorded_at as date) as recorded_on
from seen.test_withdrawal as w
where list_contains($profiles, w.profile_no)
order by w.profile_id
