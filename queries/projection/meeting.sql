-- Adds one row to meeting.
insert into main.meeting (
    meeting_id, version, held_on, chair_id, place, attendance, recorded_by, recorded_at, sequence
) values (
    $meeting_id, $version, $held_on, $chair_id, $place, $attendance, $recorded_by, $recorded_at,
    $sequence
)
