-- The items of evidence that a case's recommendations cite, in the wording in force.
select
    e.recommendation_id, e.source, e.release_version, e.released_on, e.item_id, e.level_scheme, e.level, e.effect,
    e.words
from seen.recommendation_evidence as e
inner join seen.recommendation as r on e.recommendation_id = r.recommendation_id and e.version = r.version
where e.case_id = $case_id and r.case_id = $case_id
order by e.recommendation_id, e.place
