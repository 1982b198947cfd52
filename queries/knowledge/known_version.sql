-- Whether a release of that source and version was loaded; an own table is cited with its name.
select count(*) as releases
from seen.knowledge_release as r
where
    r.source = $source
    and (r.release_version = $release_version or r.name || ' ' || r.release_version = $release_version)
