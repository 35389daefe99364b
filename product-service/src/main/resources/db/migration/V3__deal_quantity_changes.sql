create table deal_quantity_change (
    change_id   uuid        not null primary key,
    deal_id     uuid        not null,
    from_units  bigint      not null,
    to_units    bigint      not null,
    state       varchar(10) not null comment 'STARTED, APPLIED or REFUSED',
    live        boolean as (if(state = 'STARTED', true, null)) stored,
    started_at  datetime(6) not null default sysdate(6),
    finished_at datetime(6) null,
    constraint changed_one_at_a_time unique (deal_id, live),
    constraint change_of_deal foreign key (deal_id) references deal (deal_id),
    constraint change_changes check (to_units > 0 and to_units <> from_units),
    key unfinished (state, started_at)
) comment 'a change of a deal''s units before it opens; units it adds are off the shelf from its start';
