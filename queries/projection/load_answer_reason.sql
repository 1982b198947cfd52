-- Adds the rows of answer_reason that a cohort's bundle holds.
insert into main.answer_reason by name
select * replace (0 as version, $sequence as sequence)
from read_parquet($bundle)
