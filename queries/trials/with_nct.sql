-- The trials of the register that name a number of ClinicalTrials.gov, with the date of what it last said of it.
select t.trial_id, r.updated_on, r.file_sha256
from seen.trial as t
left join seen.trial_registry as r on t.nct = r.nct
where t.nct = $nct
order by t.trial_id
