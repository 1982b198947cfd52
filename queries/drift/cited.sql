-- The items of evidence that advice in force cites, of one case or of all.
select
    e.recommendation_id, e.source, e.release_version, e.released_on, e.item_id, e.level_scheme, e.level, e.effect,
    e.words
from seen.recommendation_evidence as e
inner join seen.recommendation as r
    on e.case_id = r.case_id and e.recommendation_id = r.recommendation_id and e.version = r.version
where cast($case_id as text) is null or e.case_id = $case_id
order by e.recommendation_id, e.place
