-- Adds the finding rows of a run's bundles.
insert into main.finding (
    profile_no, finding_no, profile_id, patient_id, centre_id, laboratory_id, class, gene, origin,
    variant_key
)
select
    r.profile_no, b.finding_no, r.profile_id, r.patient_id, r.centre_id, $laboratory_id as laboratory_id,
    b.class, b.gene, b.origin, b.variant_key
from read_parquet($bundles, filename = true, union_by_name = true) as b
inner join (
    select
        unnest(
            from_json(
                $rows,
                '[{"bundle": "VARCHAR", "profile_no": "BIGINT", "profile_id": "VARCHAR", '
                || '"patient_id": "VARCHAR", "centre_id": "VARCHAR"}]'
            ),
            recursive := true
        )
) as r on b.filename = r.bundle
