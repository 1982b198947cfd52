-- Adds the rows of profile_specimen that a cohort's bundle holds.
insert into main.profile_specimen by name
select * replace ($sequence as sequence)
from read_parquet($bundle)
