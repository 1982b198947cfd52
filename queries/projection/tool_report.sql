-- Adds one row to tool_report.
insert into main.tool_report (
    report_id, laboratory_id, file_name, sha256, fingerprint, mapping, tool, tool_version, row_count, said_count,
    recorded_by, recorded_at, sequence
) values (
    $report_id, $laboratory_id, $file_name, $sha256, $fingerprint, $mapping, $tool, $tool_version, $row_count,
    $said_count, $recorded_by, $recorded_at, $sequence
)
