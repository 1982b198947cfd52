-- Which of some profiles come from a software that writes no section of exon-level rearrangements.
select s.profile_id
from seen.profile_section as s
where
    list_contains($profile_ids, s.profile_id)
    and s.section in ('Small Variants', 'Exon-Level CNVs', 'Large Rearrangements')
group by s.profile_id
having bool_and(s.section = 'Small Variants')
order by s.profile_id
