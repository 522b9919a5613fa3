-- How a body is stored (0 as received, 1 in blocks), and how many octets it takes there. The row goes with the last reference.
alter table body add column form int default 0 not null;
alter table body add column stored bigint default 0 not null;
update body set stored = length;
delete from body where refs = 0;

-- How many octets of a segment belong to bodies that something names; no row if there are none.
create table segment (
    id int primary key,
    live bigint not null
);
insert into segment (id, live) select segment, cast(sum(stored) as bigint) from body where segment <> 0 group by segment;
