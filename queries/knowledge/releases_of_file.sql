-- What was loaded of a file, by its SHA-256; the latest reading of it first.
select r.release_id, r.name, r.release_version, r.bundle_sha256, r.recorded_at
from seen.knowledge_release as r
where r.file_sha256 = $file_sha256
order by r.recorded_at desc, r.release_id asc
