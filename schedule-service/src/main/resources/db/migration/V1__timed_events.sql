create table timed_reference (
    id           uuid        not null primary key,
    cancelled_at datetime(6) null
) comment 'what events belong to; the row is locked while its events are stored or cancelled, and stays when cancelled';

create table timed_event (
    id           uuid         not null primary key,
    reference    uuid         not null,
    name         varchar(100) not null,
    due_at       datetime(6)  not null,
    body         longtext     not null,
    fired_at     datetime(6)  null,
    message_id   uuid         null,
    cancelled_at datetime(6)  null,
    unique key one_of_each_name (reference, name),
    unique key message (message_id),
    key waiting (fired_at, cancelled_at, due_at),
    constraint known_reference foreign key (reference) references timed_reference (id),
    constraint never_early check (fired_at >= due_at),
    constraint fired_or_cancelled check (fired_at is null or cancelled_at is null),
    constraint fired_with_message check ((fired_at is null) = (message_id is null))
) comment 'what is due when';
