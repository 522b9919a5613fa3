-- Mutations that touch many rows and are not whole in the tables yet: where their record stands, and how many pieces are done.
create table unfinished (
    segment int not null,
    place bigint not null,
    pieces int not null,
    primary key (segment, place)
);
