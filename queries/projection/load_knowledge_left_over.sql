-- Adds the lines of a release's file that are not wholly understood, out of their bundle.
insert into main.knowledge_left_over (
    release_id, place, line, item_id, row_text, why, kept, sequence
)
select $release_id, b.place, b.line, b.item_id, b.row_text, b.why, b.kept, $sequence
from read_parquet($bundle) as b
order by b.place
