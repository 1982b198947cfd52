-- How many acts these subjects have had, as of the same look at the store as their rows.
select subject_id, version from seen.subject_version where list_contains($subject_ids::text[], subject_id)
