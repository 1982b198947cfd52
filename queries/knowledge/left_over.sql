-- The lines of a release's file that are not wholly understood.
select l.line, l.item_id, l.row_text, l.why, l.kept
from seen.knowledge_left_over as l
where l.release_id = $release_id
order by l.place
