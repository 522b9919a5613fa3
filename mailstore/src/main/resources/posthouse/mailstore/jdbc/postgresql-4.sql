-- Space put aside for what must go on where the disk is full: many nearly empty pages, in no log and in no dump.
create unlogged table postgresql_reserve (nothing int) with (fillfactor = 10, autovacuum_enabled = off);
