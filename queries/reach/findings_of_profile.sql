-- Findings of a profile by their numbers, as far as the actor reaches them.
select f.finding_id, f.profile_id, f.profile_no, f.finding_no, f.patient_id, f.centre_id, f.laboratory_id,
    f.class, f.gene, f.variant_key, t.oncotree_code
from seen.finding as f
inner join seen.profile as p on f.profile_no = p.profile_no
left join seen.tumour as t on p.tumour_id = t.tumour_id
where f.profile_id = $profile_id and list_contains($numbers, f.finding_no)
order by f.finding_no
