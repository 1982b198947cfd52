-- The last act that brought profiles in.
select max(sequence) as last_profile_sequence from main.event
where verb in ('run_accepted', 'cohort_loaded')
