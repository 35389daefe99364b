create table allotment_unit_change (
    change_id    uuid        not null primary key comment 'product-service makes it: a change is carried out once',
    allotment_id uuid        not null,
    units        bigint      not null comment 'in all, from then on',
    changed_at   datetime(6) not null,
    constraint unit_change_of_allotment foreign key (allotment_id) references allotment (allotment_id)
) comment 'changes of how many units an allotment has, all of them before it opened';
