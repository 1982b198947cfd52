-- Puts the recommendations of a cohort's bundle first in their cases.
insert into main.recommendation_order (
    case_id, version, recommendation_id, priority, patient_id, centre_id, sequence
)
select
    b.case_id, 0 as version, b.recommendation_id, 1 as priority, b.patient_id, b.centre_id,
    $sequence as sequence
from read_parquet($bundle) as b
