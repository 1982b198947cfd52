-- The profiles in force of a laboratory whose samples a table names, in small letters.
select p.profile_id, p.profile_no, p.sample_id, p.pair_id, p.dna_sample_id, p.rna_sample_id,
    coalesce(t.synthetic, false) as synthetic
from seen.profile as p
left join seen.patient as t on p.patient_id = t.patient_id
where
    p.laboratory_id = $laboratory_id
    and list_has_any(
        $sample_ids, [lower(p.sample_id), lower(p.pair_id), lower(p.dna_sample_id), lower(p.rna_sample_id)]
    )
order by p.profile_no
