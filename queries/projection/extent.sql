-- How many acts the tables know, the last of them and its id.
select count(*) as acts, max(sequence) as last_sequence, arg_max(event_id, sequence) as last_event_id
from main.event
