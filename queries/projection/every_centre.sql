-- Every centre's id, for whoever may see all of them.
select centre_id from main.centre
