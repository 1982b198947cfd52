-- Adds the rows of biomarker that a cohort's bundle holds; a profile's lie together.
insert into main.biomarker by name
select * replace ($profile_base + profile_no as profile_no)
from read_parquet($bundle)
order by profile_no, finding_no
