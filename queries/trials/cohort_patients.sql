-- One row a patient within reach who has a case: the newest, its tumour with its stage, a sampled metastasis.
with
newest as (
    select
        c.patient_id, c.tumour_id, c.ecog, c.previous_lines, c.previous_lines_text,
        row_number() over (partition by c.patient_id order by c.opened_on desc, c.case_id desc) as place
    from seen.board_case as c
),

metastasis as (
    select distinct s.patient_id, s.tumour_id
    from seen.specimen as s
    where s.origin = 'metastasis'
)

select
    c.patient_id, c.tumour_id, p.centre_id, coalesce(h.name, p.centre_id) as centre, p.sex, p.year_of_birth,
    p.synthetic, t.oncotree_code, t.stage, c.ecog, c.previous_lines, c.previous_lines_text,
    m.patient_id is not null as metastasis
from newest as c
inner join seen.patient as p on c.patient_id = p.patient_id
inner join seen.tumour as t on c.patient_id = t.patient_id and c.tumour_id = t.tumour_id
left join metastasis as m on c.patient_id = m.patient_id and c.tumour_id = m.tumour_id
left join seen.centre as h on p.centre_id = h.centre_id
where c.place = 1
order by c.patient_id
