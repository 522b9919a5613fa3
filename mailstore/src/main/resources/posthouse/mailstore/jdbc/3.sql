-- What APOP is checked with: kept as it is.
create table apop_secret (
    account bigint primary key,
    secret varchar(4096) not null
);
