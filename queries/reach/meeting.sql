-- A meeting as it is planned.
select meeting_id, version, held_on, chair_id from seen.meeting where meeting_id = $meeting_id
