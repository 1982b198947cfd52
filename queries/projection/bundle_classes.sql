-- The classes of finding that a run's bundles hold.
select distinct b.class from read_parquet($bundles, union_by_name = true) as b order by b.class
