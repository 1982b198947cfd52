-- Adds one row to recommendation_order.
insert into main.recommendation_order (
    case_id, version, recommendation_id, priority, patient_id, centre_id, sequence
) values (
    $case_id, $version, $recommendation_id, $priority, $patient_id, $centre_id, $sequence
)
