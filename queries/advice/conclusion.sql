-- How the board concluded a case.
select actionable, reason_code, comment, concluded_on from seen.case_conclusion where case_id = $case_id
