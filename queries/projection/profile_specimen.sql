-- Adds one row to profile_specimen.
insert into main.profile_specimen (
    profile_id, specimen_id, patient_id, centre_id, sequence
) values (
    $profile_id, $specimen_id, $patient_id, $centre_id, $sequence
)
