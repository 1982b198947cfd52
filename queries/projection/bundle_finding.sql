-- Adds the finding rows of one profile's bundle.
insert into main.finding (
    profile_no, finding_no, profile_id, patient_id, centre_id, laboratory_id, class, gene, origin,
    variant_key
)
select
    $profile_no as profile_no, b.finding_no, $profile_id as profile_id, $patient_id as patient_id,
    $centre_id as centre_id, $laboratory_id as laboratory_id, b.class, b.gene, b.origin, b.variant_key
from read_parquet($bundle) as b
order by b.finding_no
