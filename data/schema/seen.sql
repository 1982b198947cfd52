-- What queries may read. Schema reached keeps every table to what the actor's cursor may reach:
--   centres       list of centre ids (oncologist: her own; coordinator and chair: all)
--   laboratories  list of laboratory ids (laboratory: its own profiles' patients)
--   board         true for a board member: the patients whose cases stand on an agenda
-- Exactly one of them is set on a cursor; without any, no row is seen. The three branches are folded
-- before the scan, so that only the one that applies is run (measured: 1.7 ms instead of 5.2).
-- Schema seen holds what is in force, and the history beside it where a screen shows it.

create schema reached;

create schema seen;

create view reached.identifier as
select t.* from main.identifier as t where list_contains(getvariable('centres'), t.centre_id)
union all
select t.* from main.identifier as t
where
    getvariable('laboratories') is not null
    and t.patient_id in (
        select s.patient_id from main.specimen as s where list_contains(getvariable('laboratories'), s.laboratory_id)
    )
union all
select t.* from main.identifier as t
where
    getvariable('board')
    and t.patient_id in (select a.patient_id from main.agenda_item as a);

create view reached.patient as
select t.* from main.patient as t where list_contains(getvariable('centres'), t.centre_id)
union all
select t.* from main.patient as t
where
    getvariable('laboratories') is not null
    and t.patient_id in (
        select s.patient_id from main.specimen as s where list_contains(getvariable('laboratories'), s.laboratory_id)
    )
union all
select t.* from main.patient as t
where
    getvariable('board')
    and t.patient_id in (select a.patient_id from main.agenda_item as a);

create view reached.tumour as
select t.* from main.tumour as t where list_contains(getvariable('centres'), t.centre_id)
union all
select t.* from main.tumour as t
where
    getvariable('laboratories') is not null
    and t.patient_id in (
        select s.patient_id from main.specimen as s where list_contains(getvariable('laboratories'), s.laboratory_id)
    )
union all
select t.* from main.tumour as t
where
    getvariable('board')
    and t.patient_id in (select a.patient_id from main.agenda_item as a);

create view reached.specimen as
select t.* from main.specimen as t where list_contains(getvariable('centres'), t.centre_id)
union all
select t.* from main.specimen as t
where
    list_contains(getvariable('laboratories'), t.laboratory_id)
union all
select t.* from main.specimen as t
where
    getvariable('board')
    and t.patient_id in (select a.patient_id from main.agenda_item as a);

create view reached.board_case as
select t.* from main.board_case as t where list_contains(getvariable('centres'), t.centre_id)
union all
select t.* from main.board_case as t
where
    getvariable('laboratories') is not null
    and t.patient_id in (
        select s.patient_id from main.specimen as s where list_contains(getvariable('laboratories'), s.laboratory_id)
    )
union all
select t.* from main.board_case as t
where
    getvariable('board')
    and t.patient_id in (select a.patient_id from main.agenda_item as a);

create view reached.case_conclusion as
select t.* from main.case_conclusion as t where list_contains(getvariable('centres'), t.centre_id)
union all
select t.* from main.case_conclusion as t
where
    getvariable('laboratories') is not null
    and t.patient_id in (
        select s.patient_id from main.specimen as s where list_contains(getvariable('laboratories'), s.laboratory_id)
    )
union all
select t.* from main.case_conclusion as t
where
    getvariable('board')
    and t.patient_id in (select a.patient_id from main.agenda_item as a);

create view reached.agenda_item as
select t.* from main.agenda_item as t where list_contains(getvariable('centres'), t.centre_id)
union all
select t.* from main.agenda_item as t
where
    getvariable('laboratories') is not null
    and t.patient_id in (
        select s.patient_id from main.specimen as s where list_contains(getvariable('laboratories'), s.laboratory_id)
    )
union all
select t.* from main.agenda_item as t
where
    getvariable('board')
    and t.patient_id in (select a.patient_id from main.agenda_item as a);

create view reached.discussion as
select t.* from main.discussion as t where list_contains(getvariable('centres'), t.centre_id)
union all
select t.* from main.discussion as t
where
    getvariable('laboratories') is not null
    and t.patient_id in (
        select s.patient_id from main.specimen as s where list_contains(getvariable('laboratories'), s.laboratory_id)
    )
union all
select t.* from main.discussion as t
where
    getvariable('board')
    and t.patient_id in (select a.patient_id from main.agenda_item as a);

create view reached.profile as
select t.* from main.profile as t where list_contains(getvariable('centres'), t.centre_id)
union all
select t.* from main.profile as t
where
    list_contains(getvariable('laboratories'), t.laboratory_id)
union all
select t.* from main.profile as t
where
    getvariable('board')
    and t.patient_id in (select a.patient_id from main.agenda_item as a);

create view reached.profile_specimen as
select t.* from main.profile_specimen as t where list_contains(getvariable('centres'), t.centre_id)
union all
select t.* from main.profile_specimen as t
where
    getvariable('laboratories') is not null
    and t.patient_id in (
        select s.patient_id from main.specimen as s where list_contains(getvariable('laboratories'), s.laboratory_id)
    )
union all
select t.* from main.profile_specimen as t
where
    getvariable('board')
    and t.patient_id in (select a.patient_id from main.agenda_item as a);

create view reached.finding_mark as
select t.* from main.finding_mark as t where list_contains(getvariable('centres'), t.centre_id)
union all
select t.* from main.finding_mark as t
where
    getvariable('laboratories') is not null
    and t.patient_id in (
        select s.patient_id from main.specimen as s where list_contains(getvariable('laboratories'), s.laboratory_id)
    )
union all
select t.* from main.finding_mark as t
where
    getvariable('board')
    and t.patient_id in (select a.patient_id from main.agenda_item as a);

create view reached.classification as
select t.* from main.classification as t where list_contains(getvariable('centres'), t.centre_id)
union all
select t.* from main.classification as t
where
    getvariable('laboratories') is not null
    and t.patient_id in (
        select s.patient_id from main.specimen as s where list_contains(getvariable('laboratories'), s.laboratory_id)
    )
union all
select t.* from main.classification as t
where
    getvariable('board')
    and t.patient_id in (select a.patient_id from main.agenda_item as a);

create view reached.recommendation as
select t.* from main.recommendation as t where list_contains(getvariable('centres'), t.centre_id)
union all
select t.* from main.recommendation as t
where
    getvariable('laboratories') is not null
    and t.patient_id in (
        select s.patient_id from main.specimen as s where list_contains(getvariable('laboratories'), s.laboratory_id)
    )
union all
select t.* from main.recommendation as t
where
    getvariable('board')
    and t.patient_id in (select a.patient_id from main.agenda_item as a);

create view reached.recommendation_finding as
select t.* from main.recommendation_finding as t where list_contains(getvariable('centres'), t.centre_id)
union all
select t.* from main.recommendation_finding as t
where
    getvariable('laboratories') is not null
    and t.patient_id in (
        select s.patient_id from main.specimen as s where list_contains(getvariable('laboratories'), s.laboratory_id)
    )
union all
select t.* from main.recommendation_finding as t
where
    getvariable('board')
    and t.patient_id in (select a.patient_id from main.agenda_item as a);

create view reached.recommendation_evidence as
select t.* from main.recommendation_evidence as t where list_contains(getvariable('centres'), t.centre_id)
union all
select t.* from main.recommendation_evidence as t
where
    getvariable('laboratories') is not null
    and t.patient_id in (
        select s.patient_id from main.specimen as s where list_contains(getvariable('laboratories'), s.laboratory_id)
    )
union all
select t.* from main.recommendation_evidence as t
where
    getvariable('board')
    and t.patient_id in (select a.patient_id from main.agenda_item as a);

create view reached.recommendation_order as
select t.* from main.recommendation_order as t where list_contains(getvariable('centres'), t.centre_id)
union all
select t.* from main.recommendation_order as t
where
    getvariable('laboratories') is not null
    and t.patient_id in (
        select s.patient_id from main.specimen as s where list_contains(getvariable('laboratories'), s.laboratory_id)
    )
union all
select t.* from main.recommendation_order as t
where
    getvariable('board')
    and t.patient_id in (select a.patient_id from main.agenda_item as a);

create view reached.answer as
select t.* from main.answer as t where list_contains(getvariable('centres'), t.centre_id)
union all
select t.* from main.answer as t
where
    getvariable('laboratories') is not null
    and t.patient_id in (
        select s.patient_id from main.specimen as s where list_contains(getvariable('laboratories'), s.laboratory_id)
    )
union all
select t.* from main.answer as t
where
    getvariable('board')
    and t.patient_id in (select a.patient_id from main.agenda_item as a);

create view reached.answer_reason as
select t.* from main.answer_reason as t where list_contains(getvariable('centres'), t.centre_id)
union all
select t.* from main.answer_reason as t
where
    getvariable('laboratories') is not null
    and t.patient_id in (
        select s.patient_id from main.specimen as s where list_contains(getvariable('laboratories'), s.laboratory_id)
    )
union all
select t.* from main.answer_reason as t
where
    getvariable('board')
    and t.patient_id in (select a.patient_id from main.agenda_item as a);

create view reached.recommendation_response as
select t.* from main.recommendation_response as t where list_contains(getvariable('centres'), t.centre_id)
union all
select t.* from main.recommendation_response as t
where
    getvariable('laboratories') is not null
    and t.patient_id in (
        select s.patient_id from main.specimen as s where list_contains(getvariable('laboratories'), s.laboratory_id)
    )
union all
select t.* from main.recommendation_response as t
where
    getvariable('board')
    and t.patient_id in (select a.patient_id from main.agenda_item as a);

create view reached.finding as
select t.* from main.finding as t where list_contains(getvariable('centres'), t.centre_id)
union all
select t.* from main.finding as t
where
    list_contains(getvariable('laboratories'), t.laboratory_id)
union all
select t.* from main.finding as t
where
    getvariable('board')
    and t.patient_id in (select a.patient_id from main.agenda_item as a);

create view reached.test_withdrawal as
select t.* from main.test_withdrawal as t where list_contains(getvariable('centres'), t.centre_id)
union all
select t.* from main.test_withdrawal as t
where
    getvariable('laboratories') is not null
    and t.patient_id in (
        select s.patient_id from main.specimen as s where list_contains(getvariable('laboratories'), s.laboratory_id)
    )
union all
select t.* from main.test_withdrawal as t
where
    getvariable('board')
    and t.patient_id in (select a.patient_id from main.agenda_item as a);

create view reached.trial_match_state as
select t.* from main.trial_match_state as t where list_contains(getvariable('centres'), t.centre_id)
union all
select t.* from main.trial_match_state as t
where
    getvariable('laboratories') is not null
    and t.patient_id in (
        select s.patient_id from main.specimen as s where list_contains(getvariable('laboratories'), s.laboratory_id)
    )
union all
select t.* from main.trial_match_state as t
where
    getvariable('board')
    and t.patient_id in (select a.patient_id from main.agenda_item as a);

create view reached.drift_seen as
select t.* from main.drift_seen as t where list_contains(getvariable('centres'), t.centre_id)
union all
select t.* from main.drift_seen as t
where
    getvariable('laboratories') is not null
    and t.patient_id in (
        select s.patient_id from main.specimen as s where list_contains(getvariable('laboratories'), s.laboratory_id)
    )
union all
select t.* from main.drift_seen as t
where
    getvariable('board')
    and t.patient_id in (select a.patient_id from main.agenda_item as a);

-- Profiles that no longer stand: replaced by later results of their sample, or single tests that were withdrawn.
create view reached.gone as
select s.supersedes as profile_id from main.profile as s
where s.supersedes is not null
union all
select w.profile_id from main.test_withdrawal as w;

create view reached.correction as
select t.* from main.correction as t where list_contains(getvariable('centres'), t.centre_id)
union all
select t.* from main.correction as t
where
    getvariable('laboratories') is not null
    and (t.laboratory_id is null or list_contains(getvariable('laboratories'), t.laboratory_id))
    and t.patient_id in (
        select s.patient_id from main.specimen as s where list_contains(getvariable('laboratories'), s.laboratory_id)
    )
union all
select t.* from main.correction as t
where
    getvariable('board')
    and t.patient_id in (select a.patient_id from main.agenda_item as a);

create view seen.patient as
select * from reached.patient
qualify row_number() over (partition by patient_id order by version desc) = 1;

create view seen.tumour as
select * from reached.tumour
qualify row_number() over (partition by patient_id, tumour_id order by version desc) = 1;

create view seen.specimen as
select * from reached.specimen
qualify row_number() over (partition by patient_id, specimen_id order by version desc) = 1;

create view seen.board_case as
select * from reached.board_case
qualify row_number() over (partition by patient_id, case_id order by version desc) = 1;

create view seen.case_conclusion as
select * from reached.case_conclusion
qualify row_number() over (partition by case_id order by version desc) = 1;

create view seen.agenda_item as
select * from reached.agenda_item
qualify row_number() over (partition by meeting_id, case_id order by sequence desc) = 1;

create view seen.discussion as
select * from reached.discussion
qualify row_number() over (partition by case_id order by version desc) = 1;

create view seen.finding_mark as
select * from reached.finding_mark
qualify row_number() over (partition by profile_no, finding_no order by sequence desc) = 1;

create view seen.classification as
select * from reached.classification
qualify
    row_number() over (
        partition by profile_no, finding_no, said_by, speaker, scheme, aspect order by sequence desc
    ) = 1;

create view seen.recommendation as
select * from reached.recommendation
qualify row_number() over (partition by case_id, recommendation_id order by version desc) = 1;

create view seen.recommendation_order as
select * from reached.recommendation_order
qualify row_number() over (partition by case_id, recommendation_id order by version desc) = 1;

create view seen.answer as
select * from reached.answer
qualify row_number() over (partition by case_id, recommendation_id order by version desc) = 1;

create view seen.recommendation_response_history as select * from reached.recommendation_response;

-- Each assessment as it was last worded, without those that were taken back; the last of them is in force.
create view seen.recommendation_response as
with worded as (
    select * from reached.recommendation_response
    qualify row_number() over (partition by case_id, recommendation_id, response_no order by version desc) = 1
)

select w.* from worded as w
where not w.withdrawn
qualify row_number() over (partition by w.case_id, w.recommendation_id order by w.response_no desc) = 1;

create view seen.board_case_history as select * from reached.board_case;

create view seen.recommendation_history as select * from reached.recommendation;

create view seen.answer_history as select * from reached.answer;

create view seen.classification_history as select * from reached.classification;

create view seen.finding_mark_history as select * from reached.finding_mark;

create view seen.patient_history as select * from reached.patient;

create view seen.tumour_history as select * from reached.tumour;

create view seen.specimen_history as select * from reached.specimen;

create view seen.correction as select * from reached.correction;

-- A name that a correction took away is no longer one; few are, so that they are the side that is looked up.
create view seen.identifier as
select i.* from reached.identifier as i
where
    not i.removed
    and not exists (
        select 1 from main.identifier as gone
        where
            gone.removed
            and gone.subject_id = i.subject_id
            and gone.system = i.system
            and gone.value = i.value
            and gone.sequence > i.sequence
    );

create view seen.test_withdrawal as select * from reached.test_withdrawal;

create view seen.profile_history as select * from reached.profile;

create view seen.profile as
select p.* from reached.profile as p
where p.profile_id not in (select g.profile_id from reached.gone as g);

-- Profiles that say how far a patient was profiled: a test of one marker is none, a local panel is one.
create view seen.profiling as
select p.* from seen.profile as p
where p.profile_no not in (select t.profile_no from main.test_result as t where t.method <> 'ngs_panel');

create view seen.profile_specimen as select * from reached.profile_specimen;

create view seen.finding as
select f.*, f.profile_id || '.' || f.finding_no as finding_id from reached.finding as f;

create view seen.recommendation_finding as select * from reached.recommendation_finding;

create view seen.recommendation_evidence as select * from reached.recommendation_evidence;

create view seen.answer_reason as select * from reached.answer_reason;

create view seen.drift_seen as select * from reached.drift_seen;

create view seen.quality_class as
select t.* from main.quality_class as t
where t.profile_id in (select p.profile_id from reached.profile as p);

create view seen.missing_class as
select t.* from main.missing_class as t
where t.profile_id in (select p.profile_id from reached.profile as p);

create view seen.quality_metric as
select t.* from main.quality_metric as t
where t.profile_id in (select p.profile_id from reached.profile as p);

create view seen.profile_section as
select t.* from main.profile_section as t
where t.profile_id in (select p.profile_id from reached.profile as p);

create view seen.profile_problem as
select t.* from main.profile_problem as t
where t.profile_id in (select p.profile_id from reached.profile as p);

create view seen.small_variant as
select
    f.profile_id, f.profile_id || '.' || f.finding_no as finding_id, f.patient_id, f.class, f.gene, f.origin,
    f.variant_key, t.*
from reached.finding as f
inner join main.small_variant as t on f.profile_no = t.profile_no and f.finding_no = t.finding_no;

create view seen.copy_number as
select
    f.profile_id, f.profile_id || '.' || f.finding_no as finding_id, f.patient_id, f.class, f.gene, f.origin,
    f.variant_key, t.*
from reached.finding as f
inner join main.copy_number as t on f.profile_no = t.profile_no and f.finding_no = t.finding_no;

create view seen.fusion as
select
    f.profile_id, f.profile_id || '.' || f.finding_no as finding_id, f.patient_id, f.class, f.gene, f.origin,
    f.variant_key, t.*
from reached.finding as f
inner join main.fusion as t on f.profile_no = t.profile_no and f.finding_no = t.finding_no;

create view seen.splice_variant as
select
    f.profile_id, f.profile_id || '.' || f.finding_no as finding_id, f.patient_id, f.class, f.gene, f.origin,
    f.variant_key, t.*
from reached.finding as f
inner join main.splice_variant as t on f.profile_no = t.profile_no and f.finding_no = t.finding_no;

create view seen.rearrangement as
select
    f.profile_id, f.profile_id || '.' || f.finding_no as finding_id, f.patient_id, f.class, f.gene, f.origin,
    f.variant_key, t.*
from reached.finding as f
inner join main.rearrangement as t on f.profile_no = t.profile_no and f.finding_no = t.finding_no;

create view seen.biomarker as
select
    f.profile_id, f.profile_id || '.' || f.finding_no as finding_id, f.patient_id, f.class, f.gene, f.origin,
    f.variant_key, t.*
from reached.finding as f
inner join main.biomarker as t on f.profile_no = t.profile_no and f.finding_no = t.finding_no;

create view seen.test_result as
select
    f.profile_id, f.profile_id || '.' || f.finding_no as finding_id, f.patient_id, f.class, f.gene, f.origin,
    f.variant_key, t.*
from reached.finding as f
inner join main.test_result as t on f.profile_no = t.profile_no and f.finding_no = t.finding_no;

create view seen.meeting as
select * from main.meeting
where getvariable('meetings')
qualify row_number() over (partition by meeting_id order by version desc) = 1;

create view seen.run as
select r.* from main.run as r
where
    getvariable('every_run')
    or list_contains(getvariable('laboratories'), r.laboratory_id);

-- The tables of tools, with how a laboratory's columns were read.
create view seen.tool_report as
select t.* from main.tool_report as t
where
    getvariable('every_run')
    or list_contains(getvariable('laboratories'), t.laboratory_id);

create view seen.run_file as
select f.* from main.run_file as f where f.run_id in (select r.run_id from seen.run as r);

-- What the columns of clinical lists hold: only who opens cases brings lists.
create view seen.list_mapping as
select * from main.list_mapping
where getvariable('every_run')
qualify row_number() over (partition by mapping_id order by version desc) = 1;

-- Knowledge is about no patient: the same for everybody who is signed in.
create view seen.knowledge_release as select * from main.knowledge_release where getvariable('user_id') is not null;

create view seen.knowledge_left_over as
select * from main.knowledge_left_over where getvariable('user_id') is not null;

-- One release of each table. A switch that names no table, of a time when a source had one, holds for all of it.
create view seen.knowledge_in_force as
select
    t.source, t.name, case when f.name is not null or f.source = 'starter' then f.version else 0 end as version,
    f.release_id, f.reason, f.recorded_by, f.recorded_at, f.sequence
from (
    select distinct r.source, r.name from main.knowledge_release as r
    union all
    select 'starter' as source, null as name
) as t
inner join main.knowledge_in_force as f on t.source = f.source and (f.name is null or t.name = f.name)
where getvariable('user_id') is not null
qualify row_number() over (partition by t.source, t.name order by f.sequence desc) = 1;

create view seen.knowledge_switch as select * from main.knowledge_in_force where getvariable('user_id') is not null;

-- The register of trials is about no patient: the same for everybody who is signed in.
create view seen.trial_history as select * from main.trial where getvariable('user_id') is not null;

create view seen.trial_closing as select * from main.trial_closing where getvariable('user_id') is not null;

-- A later version of a trial opens it again: a closing holds while it is the last thing said of the trial.
create view seen.trial as
select
    t.*, greatest(t.version, coalesce(c.version, 0)) as acts,
    case when c.version > t.version then c.closed_on end as closed_on,
    case when c.version > t.version then c.reason end as closing_reason
from (
    select * from main.trial qualify row_number() over (partition by trial_id order by version desc) = 1
) as t
left join (
    select * from main.trial_closing qualify row_number() over (partition by trial_id order by version desc) = 1
) as c on t.trial_id = c.trial_id
where getvariable('user_id') is not null;

create view seen.trial_registry as
select * from main.trial_registry
where getvariable('user_id') is not null
qualify row_number() over (partition by nct order by version desc) = 1;

create view seen.trial_registry_history as
select * from main.trial_registry where getvariable('user_id') is not null;

create view seen.trial_distance as
select * from main.trial_distance
where getvariable('user_id') is not null
qualify row_number() over (partition by centre_id, site order by sequence desc) = 1;

create view seen.trial_match_state as select * from reached.trial_match_state;

create view seen.panel_list as select * from main.panel_list where getvariable('user_id') is not null;

create view seen.panel_row as select * from main.panel_row where getvariable('user_id') is not null;

create view seen.panel_in_force as
select * from main.panel_in_force
where getvariable('user_id') is not null
qualify row_number() over (order by version desc) = 1;

create view seen.panel_switch as select * from main.panel_in_force where getvariable('user_id') is not null;

create view seen.centre as select * from main.centre where getvariable('user_id') is not null;

create view seen.laboratory as select * from main.laboratory where getvariable('user_id') is not null;

create view seen.threshold as select * from main.threshold where getvariable('user_id') is not null;

create view seen.person as
select * from main.person
where getvariable('user_id') is not null
qualify row_number() over (partition by user_id order by sequence desc) = 1;

create view seen.person_role as
select * from main.person_role
where getvariable('user_id') is not null
qualify row_number() over (partition by user_id, role, centre_id, laboratory_id order by sequence desc) = 1;

create view seen.event as select * from main.event where getvariable('audit');

-- How many acts each case and each profile within reach has had: what a form about it was drawn from.
create view seen.subject_version as
select e.subject_id, max(e.subject_version) as version
from main.event as e
where
    e.subject_id in (select c.case_id from reached.board_case as c)
    or e.subject_id in (select p.profile_id from reached.profile as p)
group by e.subject_id;

-- The same of patients, tumours and specimens; those that were never corrected have none.
create view seen.fact_version as
select f.subject_id, max(f.version) as version
from (
    select e.subject_id, e.subject_version as version
    from main.event as e
    inner join reached.patient as p on e.subject_id = p.patient_id
    where e.subject_kind = 'patient'
    union all
    select e.subject_id, e.subject_version as version
    from main.event as e
    inner join reached.tumour as t on e.subject_id = t.tumour_id
    where e.subject_kind = 'tumour'
    union all
    select e.subject_id, e.subject_version as version
    from main.event as e
    inner join reached.specimen as s on e.subject_id = s.specimen_id
    where e.subject_kind = 'specimen'
) as f
group by f.subject_id;

create view seen.progress as
select
    max(sequence) as last_sequence,
    max(sequence) filter (where verb in ('run_accepted', 'cohort_loaded')) as last_profile_sequence
from main.event;

-- The last act that may change what is said of advice: what cannot is named, so that a new act counts.
create view seen.advice_progress as
select max(e.sequence) as sequence
from main.event as e
where
    getvariable('user_id') is not null
    and e.verb not in (
        'answer_recorded', 'answer_corrected', 'meeting_planned', 'case_discussed', 'case_concluded',
        'findings_marked', 'recommendations_ordered', 'trial_match_state_recorded', 'list_mapping_kept',
        'response_recorded', 'response_corrected', 'response_withdrawn'
    );

-- The cohort, without any id of a patient: cohort_centres or cohort_laboratories on the cursor. Whose
-- patients and profiles are counted is said once, here; the views of schema seen keep to it.

create view reached.cohort_patient as
select p.patient_id from main.patient as p
where list_contains(getvariable('cohort_centres'), p.centre_id)
union all
select q.patient_id from main.profile as q
where list_contains(getvariable('cohort_laboratories'), q.laboratory_id);

create view reached.cohort_profile as
select p.* from main.profile as p
where
    (
        list_contains(getvariable('cohort_centres'), p.centre_id)
        or list_contains(getvariable('cohort_laboratories'), p.laboratory_id)
    )
    and p.profile_id not in (select g.profile_id from reached.gone as g)
    and p.profile_no not in (select t.profile_no from main.test_result as t where t.method <> 'ngs_panel');

create view seen.cohort_profile as
select p.profile_no, p.centre_id, p.laboratory_id, p.assay, p.outcome, p.received_on, p.reported_on
from reached.cohort_profile as p;

-- What was read from contaminated DNA is not evaluable, whatever was recorded of it (domain.quality_rules.judged).
create view seen.cohort_biomarker as
select
    p.profile_no, p.centre_id, p.laboratory_id, p.assay, b.name, b.value,
    case when b.state = 'value' and q.profile_id is not null then 'not_evaluable' else b.state end as state
from reached.cohort_profile as p
inner join main.biomarker as b on p.profile_no = b.profile_no
left join main.quality_class as q
    on
        p.profile_id = q.profile_id
        and q.quality_class = 'contamination'
        and q.verdict in ('fail', 'not_evaluable');

create view seen.cohort_finding as
select f.profile_no, hash(f.patient_id) as patient_key, f.variant_key, f.class, f.gene
from main.finding as f
where
    (
        list_contains(getvariable('cohort_centres'), f.centre_id)
        or list_contains(getvariable('cohort_laboratories'), f.laboratory_id)
    )
    and f.profile_id not in (select g.profile_id from reached.gone as g);

-- What was said of findings that can be known again in another patient, and when the same voice said something else
-- of it: what was in force on a day is what was said by then and not replaced. Who counts centres sees whose words
-- they are; comments and authors only of patients within reach. A laboratory sees its own words, and those of
-- all others on the changes it has spoken of, together and unnamed.
create view seen.cohort_classification as
with
said as (
    select c.*, coalesce(c.said_on, cast(c.recorded_at as date)) as told_on from main.classification as c
    where
        c.variant_key is not null
        and c.class not in ('biomarker', 'test_result')
        and c.profile_id not in (select w.profile_id from main.test_withdrawal as w)
),

standing as (
    select
        s.*,
        -- The day on which the voice said something else of it; null for its last word.
        min(s.told_on) over (
            partition by s.profile_no, s.finding_no, s.said_by, s.speaker, s.scheme, s.aspect
            order by s.sequence
            rows between 1 following and unbounded following
        ) as replaced_on,
        coalesce(list_contains(getvariable('centres'), s.centre_id), false)
        or (
            coalesce(getvariable('board'), false)
            and s.patient_id in (select a.patient_id from main.agenda_item as a)
        ) as reachable,
        s.said_by = 'laboratory'
        and coalesce(list_contains(getvariable('cohort_laboratories'), s.speaker), false) as own,
        s.patient_id in (select p.patient_id from main.patient as p where p.synthetic) as synthetic
    from said as s
)

select
    hash(s.patient_id) as patient_key, s.variant_key, s.gene, coalesce(s.label, s.gene, s.variant_key) as finding,
    s.oncotree_code, s.scheme, s.level, s.aspect, s.said_by, s.speaker, s.own, s.told_on as said_on,
    s.replaced_on, s.sequence,
    case when s.reachable then s.comment end as comment,
    case when s.reachable then s.recorded_by end as author_id, s.synthetic
from standing as s
where list_contains(getvariable('cohort_centres'), s.centre_id)
union all
select
    hash(s.patient_id) as patient_key, s.variant_key, s.gene, coalesce(s.label, s.gene, s.variant_key) as finding,
    s.oncotree_code, s.scheme, s.level, s.aspect, s.said_by,
    case when s.said_by <> 'laboratory' or s.own then s.speaker end as speaker, s.own, s.told_on as said_on,
    s.replaced_on, s.sequence,
    case when s.own then s.comment end as comment,
    case when s.own then s.recorded_by end as author_id, s.synthetic
from standing as s
where
    getvariable('cohort_laboratories') is not null
    and s.variant_key in (
        select o.variant_key from main.classification as o
        where o.said_by = 'laboratory' and list_contains(getvariable('cohort_laboratories'), o.speaker)
    );

create view seen.cohort_quality as
select hash(p.patient_id) as patient_key, p.assay, q.quality_class, q.verdict
from reached.cohort_profile as p
inner join main.quality_class as q on p.profile_id = q.profile_id;

-- The centres that have somebody in the cohort.
create view seen.cohort_centre as
select distinct p.centre_id from main.patient as p
where p.patient_id in (select q.patient_id from reached.cohort_patient as q);

-- Which class of findings each profile in force was assessed for, as domain.assessment decides on one profile.
create view seen.cohort_assessed as
with
decides (class, quality_class, of_blood) as (
    values
    ('small_variant', 'small_variants', null), ('copy_number', 'copy_number', null),
    ('rearrangement', 'copy_number', null), ('splice_variant', 'rna', null),
    ('fusion', 'rna', false), ('fusion', 'msi', true)
),

contaminated as (
    select q.profile_id from main.quality_class as q
    where q.quality_class = 'contamination' and q.verdict in ('fail', 'not_evaluable')
),

-- Results of a software that calls no exon-level rearrangement and therefore writes no section for them.
without_exons as (
    select s.profile_id from main.profile_section as s
    where s.section in ('Small Variants', 'Exon-Level CNVs', 'Large Rearrangements')
    group by s.profile_id
    having bool_and(s.section = 'Small Variants')
)

select p.profile_no, hash(p.patient_id) as patient_key, p.assay, d.class
from reached.cohort_profile as p
inner join main.quality_class as q on p.profile_id = q.profile_id
inner join decides as d
    on
        q.quality_class = d.quality_class
        and (d.of_blood is null or d.of_blood = (p.assay = 'TSO500 ctDNA'))
where
    q.verdict in ('pass', 'no_limit')
    and (q.quality_class = 'rna' or p.profile_id not in (select c.profile_id from contaminated as c))
    and (d.class <> 'rearrangement' or p.profile_id not in (select w.profile_id from without_exons as w))
    and not exists (
        select m.profile_id from main.missing_class as m
        where m.profile_id = p.profile_id and m.class = d.class
    );

create view seen.cohort_recommendation as
with
recommendation as (
    select * from main.recommendation
    qualify row_number() over (partition by recommendation_id order by version desc) = 1
),

answer as (
    select * from main.answer
    qualify row_number() over (partition by recommendation_id order by version desc) = 1
)

select
    hash(r.recommendation_id) as recommendation_key, hash(r.case_id) as case_key,
    hash(r.patient_id) as patient_key, r.centre_id, r.kind, r.recommended_on,
    hash(a.answer_id) as answer_key, a.decision, a.informed_on, a.decided_on
from recommendation as r
left join answer as a on r.recommendation_id = a.recommendation_id
where
    not r.withdrawn
    and r.patient_id in (select q.patient_id from reached.cohort_patient as q);

create view seen.cohort_answer_reason as
select hash(r.answer_id) as answer_key, r.reason_code, r.is_primary
from main.answer_reason as r
where r.patient_id in (select q.patient_id from reached.cohort_patient as q);

create view seen.cohort_case as
with
board_case as (
    select * from main.board_case qualify row_number() over (partition by case_id order by version desc) = 1
),

conclusion as (
    select * from main.case_conclusion
    qualify row_number() over (partition by case_id order by version desc) = 1
),

discussed as (
    select d.case_id, min(d.discussed_on) as discussed_on from main.discussion as d group by d.case_id
)

select
    hash(c.case_id) as case_key, hash(c.patient_id) as patient_key, c.centre_id, c.opened_on, k.actionable,
    d.discussed_on
from board_case as c
left join conclusion as k on c.case_id = k.case_id
left join discussed as d on c.case_id = d.case_id
where c.patient_id in (select q.patient_id from reached.cohort_patient as q);

create view seen.cohort_turnaround as
select p.centre_id, p.laboratory_id, s.collected_on, p.received_on, p.reported_on, p.outcome
from seen.cohort_profile as p
inner join main.profile as q on p.profile_no = q.profile_no
inner join main.profile_specimen as l on q.profile_id = l.profile_id
inner join (
    select * from main.specimen
    qualify row_number() over (partition by specimen_id order by version desc) = 1
) as s on l.specimen_id = s.specimen_id;

-- One row a patient: how far she came in her laboratories' and centre's hands, and whether she is made up.
create view seen.cohort_patient as
with
patient as (
    select * from main.patient qualify row_number() over (partition by patient_id order by version desc) = 1
),

first_case as (
    select c.patient_id, min(c.opened_on) as opened_on from main.board_case as c group by c.patient_id
),

profile as (
    select
        p.patient_id, p.outcome, p.reported_on, min(s.collected_on) as collected_on,
        row_number() over (
            partition by p.patient_id order by p.reported_on asc nulls last, p.profile_no asc
        ) as place
    from main.profile as p
    left join main.profile_specimen as l on p.profile_id = l.profile_id
    left join (
        select * from main.specimen
        qualify row_number() over (partition by specimen_id order by version desc) = 1
    ) as s on l.specimen_id = s.specimen_id
    where
        p.profile_id not in (select g.profile_id from reached.gone as g)
        and p.profile_no not in (select t.profile_no from main.test_result as t where t.method <> 'ngs_panel')
    group by p.patient_id, p.profile_no, p.outcome, p.reported_on
),

profiled as (
    select
        f.patient_id, bool_or(f.outcome = 'success') as success, bool_or(f.outcome = 'partial') as partial,
        min(f.collected_on) filter (where f.place = 1) as specimen_on,
        min(f.reported_on) filter (where f.place = 1) as reported_on
    from profile as f
    group by f.patient_id
)

select
    hash(p.patient_id) as patient_key, p.centre_id, p.synthetic, c.opened_on,
    case when f.success then 'success' when f.partial then 'partial' when f.patient_id is not null then 'failed' end
        as outcome,
    f.specimen_on, f.reported_on
from patient as p
left join first_case as c on p.patient_id = c.patient_id
left join profiled as f on p.patient_id = f.patient_id
where p.patient_id in (select q.patient_id from reached.cohort_patient as q);

-- The tumour of each patient's first case.
create view seen.cohort_tumour as
with
board_case as (
    select * from main.board_case qualify row_number() over (partition by case_id order by version desc) = 1
),

tumour as (
    select * from main.tumour qualify row_number() over (partition by tumour_id order by version desc) = 1
)

select hash(c.patient_id) as patient_key, t.oncotree_code
from board_case as c
inner join tumour as t on c.tumour_id = t.tumour_id
where c.patient_id in (select q.patient_id from reached.cohort_patient as q)
qualify row_number() over (partition by c.patient_id order by c.opened_on asc, c.case_id asc) = 1;

-- The findings of profiles in force that advice of a therapy, or of none, rests on (scheme and level are null), and
-- those that board or laboratory classified: one row each time it is said.
create view seen.cohort_named_finding as
with
advice as (
    select * from main.recommendation
    qualify row_number() over (partition by recommendation_id order by version desc) = 1
),

classified as (
    select * from main.classification
    qualify row_number() over (partition by profile_no, finding_no, said_by, scheme order by version desc) = 1
),

tumour as (
    select * from main.tumour qualify row_number() over (partition by tumour_id order by version desc) = 1
),

named as (
    select
        split_part(f.finding_id, '.', 1) as profile_id, cast(split_part(f.finding_id, '.', 2) as integer) as finding_no,
        null as scheme, null as level
    from main.recommendation_finding as f
    inner join advice as a on f.recommendation_id = a.recommendation_id and f.version = a.version
    where
        not a.withdrawn
        and a.kind in ('approved_therapy', 'clinical_trial', 'medical_need_programme', 'off_label', 'no_therapy')
    union all
    select c.profile_id, c.finding_no, c.scheme, c.level
    from classified as c
    where c.said_by in ('board', 'laboratory')
)

select
    hash(f.patient_id) as patient_key, hash(f.profile_id || '.' || f.finding_no) as finding_key,
    coalesce(p.reported_on, cast(p.recorded_at as date)) as dated, p.laboratory_id, t.oncotree_code, n.scheme,
    n.level, f.class, f.gene, v.p_dot, v.c_dot, v.consequence, v.exon, c.call, c.fold_change_text, c.copy_number,
    u.gene_pair, u.gene_5, u.gene_3, u.direction_known, s.affected_exon, r.affected_exons, b.name as biomarker
from named as n
inner join reached.cohort_profile as p on n.profile_id = p.profile_id
inner join tumour as t on p.tumour_id = t.tumour_id
inner join main.finding as f on p.profile_no = f.profile_no and n.finding_no = f.finding_no
left join main.small_variant as v on f.profile_no = v.profile_no and f.finding_no = v.finding_no
left join main.copy_number as c on f.profile_no = c.profile_no and f.finding_no = c.finding_no
left join main.fusion as u on f.profile_no = u.profile_no and f.finding_no = u.finding_no
left join main.splice_variant as s on f.profile_no = s.profile_no and f.finding_no = s.finding_no
left join main.rearrangement as r on f.profile_no = r.profile_no and f.finding_no = r.finding_no
left join main.biomarker as b on f.profile_no = b.profile_no and f.finding_no = b.finding_no
where f.class <> 'test_result';

-- Whether the store's patients belong to nobody, for who sees acts and no patient.
create view seen.made_up as
select count(*) filter (where p.synthetic) as synthetic_patients from main.patient as p where getvariable('audit');
