-- All that ClinicalTrials.gov ever said of the trials of the register, the oldest first.
select
    r.nct, r.version, r.status, r.status_text, r.updated_on, r.title, r.sites, r.file_name, r.recorded_at, r.sequence,
    cast(r.recorded_at as date) as recorded_on
from seen.trial_registry_history as r
order by r.sequence
