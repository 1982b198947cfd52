-- Adds rows to trial_distance, given as one JSON text.
insert into main.trial_distance (centre_id, site, version, km, minutes, recorded_by, recorded_at, sequence)
select r.centre_id, r.site, r.version, r.km, r.minutes, r.recorded_by, r.recorded_at, r.sequence
from (
    select unnest(from_json(
        $rows,
        '[{"centre_id": "varchar", "site": "varchar", "version": "integer", "km": "double", "minutes": "double",
            "recorded_by": "varchar", "recorded_at": "timestamp", "sequence": "bigint"}]'
    )) as r
) as given
