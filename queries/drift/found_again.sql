-- The same findings in the profiles that replaced those in which they were found first.
select o.finding_id, n.finding_id as again_id, n.profile_no
from seen.profile_history as p
inner join seen.finding as o on p.profile_no = o.profile_no
inner join seen.finding as n
    on o.patient_id = n.patient_id and o.class = n.class and o.variant_key = n.variant_key
where
    list_contains($earlier, p.profile_id) and list_contains($finding_ids, o.finding_id)
    and list_contains($later, n.profile_no)
order by o.finding_id, n.finding_id
