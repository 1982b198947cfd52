-- When and at which meeting a case was discussed last.
select meeting_id, discussed_on from seen.discussion where case_id = $case_id
