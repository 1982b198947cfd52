-- Adds the specimens of the profiles of a run, given as one JSON text.
insert into main.profile_specimen (
    profile_id, specimen_id, patient_id, centre_id, sequence
)
select r.profile_id, r.specimen_id, r.patient_id, r.centre_id, $sequence
from (
    select unnest(from_json(
        $rows,
        '[{"profile_id": "varchar", "specimen_id": "varchar", "patient_id": "varchar",
            "centre_id": "varchar"}]'
    )) as r
) as given
