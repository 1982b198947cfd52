-- What the columns of the lists of one centre or laboratory hold, the newest first.
select m.mapping_id, m.version, m.fingerprint, m.mapping, m.recorded_at, coalesce(p.name, m.recorded_by) as kept_by
from seen.list_mapping as m
left join seen.person as p on m.recorded_by = p.user_id
where m.source = $source and m.source_id = $source_id
order by m.sequence desc
