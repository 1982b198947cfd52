-- Every trial of the register as it stands, with what ClinicalTrials.gov last said of it.
select
    t.trial_id, t.acts, t.version, t.trial, t.register_text, t.file_name, t.reason, t.closed_on, t.closing_reason,
    coalesce(p.name, t.recorded_by) as recorded_by, t.recorded_at, r.version as registry_version,
    r.status as registry_status, r.status_text, r.updated_on, r.title as registry_title, r.sites as registry_sites,
    r.file_name as registry_file, r.recorded_at as registry_read_at
from seen.trial as t
left join seen.person as p on t.recorded_by = p.user_id
left join seen.trial_registry as r on t.nct = r.nct
order by t.trial_id
