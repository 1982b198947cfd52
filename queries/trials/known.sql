-- One trial of the register by its number: how many acts it had, and its text as it stands.
select t.trial_id, t.short_title, t.nct, t.acts, t.register_text, t.closed_on
from seen.trial as t
where t.trial_id = $trial_id
