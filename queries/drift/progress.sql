-- The last act that may change what is said of advice.
select a.sequence from seen.advice_progress as a
