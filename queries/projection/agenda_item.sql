-- Adds one row to agenda_item.
insert into main.agenda_item (
    meeting_id, case_id, version, position, on_agenda, patient_id, centre_id, recorded_by, recorded_at,
    sequence
) values (
    $meeting_id, $case_id, $version, $position, $on_agenda, $patient_id, $centre_id, $recorded_by,
    $recorded_at, $sequence
)
