-- Adds the rows of specimen that a cohort's bundle holds.
insert into main.specimen by name
select * replace (
    0 as version, $recorded_by as recorded_by, cast($recorded_at as timestamp) as recorded_at,
    $sequence as sequence
)
from read_parquet($bundle)
