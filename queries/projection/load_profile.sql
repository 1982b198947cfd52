-- Adds the rows of profile that a cohort's bundle holds; their numbers follow the event's sequence.
insert into main.profile by name
select * replace (
    $profile_base + profile_no as profile_no, $recorded_by as recorded_by,
    cast($recorded_at as timestamp) as recorded_at, $sequence as sequence
)
from read_parquet($bundle)
