-- What other domains published about mail to them.
create table sts_policy (
    domain varchar(255) primary key,
    id varchar(32) not null,
    policy varchar(70000) not null,
    fetched bigint not null,
    expires bigint not null
);

-- How connections to other servers kept to the policies that held; on_day in days since 1970.
create table tls_result (
    on_day bigint not null,
    domain varchar(255) not null,
    policy varchar(20) not null,
    host varchar(255) not null,
    result varchar(40) not null,
    connections bigint not null,
    primary key (on_day, domain, policy, host, result)
);
