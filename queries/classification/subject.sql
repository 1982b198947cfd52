-- What a finding is known again by: its key, gene and class, its patient, and the tumour it was found in.
select f.finding_id, f.finding_no, f.patient_id, f.class, f.gene, f.variant_key, t.oncotree_code, s.p_dot as change
from seen.finding as f
inner join seen.profile_history as p on f.profile_no = p.profile_no
left join seen.tumour as t on p.tumour_id = t.tumour_id
left join seen.small_variant as s on f.profile_no = s.profile_no and f.finding_no = s.finding_no
where f.profile_id = $profile_id and list_contains($numbers, f.finding_no)
order by f.finding_no
