-- How many patients of the store the demo made, for who sees acts and no patient.
select m.synthetic_patients as synthetic from seen.made_up as m
