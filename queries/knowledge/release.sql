-- One release by the SHA-256 of its file.
select
    r.release_id, r.source, r.name, r.release_version, r.released_on, r.licence, r.bundle_sha256, r.recorded_at
from seen.knowledge_release as r
where r.release_id = $release_id
