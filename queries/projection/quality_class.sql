-- Adds one row to quality_class.
insert into main.quality_class (
    profile_id, quality_class, verdict, reason, sequence
) values (
    $profile_id, $quality_class, $verdict, $reason, $sequence
)
