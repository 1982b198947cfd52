-- How many times findings of one profile were classified, by their numbers.
select finding_no, max(version) as version
from seen.classification_history
where profile_id = $profile_id and list_contains($numbers, finding_no)
group by finding_no
order by finding_no
