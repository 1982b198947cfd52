-- Adds one row to profile_section.
insert into main.profile_section (
    profile_id, file, section, read, taken, refused, without_gene, recognised, sequence
) values (
    $profile_id, $file, $section, $read, $taken, $refused, $without_gene, $recognised, $sequence
)
