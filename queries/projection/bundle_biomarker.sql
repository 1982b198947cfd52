-- Adds the biomarker rows of one profile's bundle.
insert into main.biomarker (
    profile_no, finding_no, name, state, value, value_text, unit, details, reason
)
select
    $profile_no as profile_no, b.finding_no, b.name, b.state, b.value, b.value_text, b.unit, b.details,
    b.reason
from read_parquet($bundle) as b
where b.class = 'biomarker'
order by b.finding_no
