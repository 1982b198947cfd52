-- Patients whose newest case has no profile of its tumour, or one that failed; the oldest case first.
with newest_case as (
    select b.patient_id, b.case_id, b.tumour_id, b.opened_on
    from seen.board_case as b
    qualify row_number() over (partition by b.patient_id order by b.opened_on desc, b.case_id desc) = 1
),

profile as (
    select p.patient_id, p.tumour_id, p.outcome
    from seen.profiling as p
    qualify
        row_number() over (
            partition by p.patient_id, p.tumour_id
            order by p.reported_on desc nulls last, p.sequence desc, p.profile_no desc
        ) = 1
)

select n.patient_id, f.outcome
from newest_case as n
left join profile as f on n.patient_id = f.patient_id and n.tumour_id = f.tumour_id
where f.outcome is null or f.outcome = 'failed'
order by n.opened_on, n.case_id
