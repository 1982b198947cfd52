-- Which findings of one profile are marked as reported, or as no longer, by their numbers.
select finding_no, reported
from seen.finding_mark
where profile_id = $profile_id and list_contains($numbers, finding_no)
order by finding_no
