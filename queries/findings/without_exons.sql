-- One row where the profile's software writes no section of exon-level rearrangements, none otherwise.
select s.profile_id
from seen.profile_section as s
where
    s.profile_id = $profile_id
    and s.section in ('Small Variants', 'Exon-Level CNVs', 'Large Rearrangements')
group by s.profile_id
having bool_and(s.section = 'Small Variants')
