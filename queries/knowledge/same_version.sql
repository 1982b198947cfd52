-- How many other releases of a table carry a version.
select count(*) as releases
from seen.knowledge_release as r
where
    r.source = $source
    and r.name = $name
    and r.release_version = $release_version
    and r.release_id <> $release_id
