-- Which findings of a profile are marked as reported, or were and are no longer.
select m.finding_no, m.reported from seen.finding_mark as m where m.profile_no = $profile_no
