-- Single tests of one profile by their numbers, with all that they are called by.
select
    finding_id, finding_no, marker, gene, method, result, what, value_text, unit, kit, origin, tumour_cell_percent,
    lost_proteins, comment
from seen.test_result
where profile_id = $profile_id and list_contains($numbers, finding_no)
order by finding_no
