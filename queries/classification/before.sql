-- What is in force of the same change, or the same protein change of the gene, on other findings.
select
    c.profile_id || '.' || c.finding_no as finding_id, c.patient_id, c.oncotree_code,
    coalesce(c.label, c.gene, c.variant_key) as label,
    c.variant_key = $variant_key as same_change, c.said_by, c.speaker, l.name as laboratory, c.tool_version,
    c.said_on, c.aspect, c.scheme, c.level, c.comment, coalesce(p.name, c.recorded_by) as author,
    c.recorded_at, c.sequence
from seen.classification as c
left join seen.laboratory as l on c.speaker = l.laboratory_id
left join seen.person as p on c.recorded_by = p.user_id
left join seen.test_withdrawal as w on c.profile_id = w.profile_id
where
    (c.variant_key = $variant_key or (c.gene = $gene and c.protein_change = $protein_change))
    and c.profile_id || '.' || c.finding_no <> $finding_id
    and w.profile_id is null
order by c.sequence desc, c.scheme asc, c.aspect asc nulls first
